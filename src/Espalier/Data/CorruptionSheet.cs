using Espalier.Corruptions;
using Espalier.Data.Images;

namespace Espalier.Data;

/// <summary>One image and what every corruption makes of it, to look at.</summary>
public static class CorruptionSheet
{
    /// <summary>The severity that is shown unless somebody asks for another.</summary>
    public const int DefaultSeverity = 3;

    private const int Columns = 4;
    private const int LeastSide = 112;
    private const int Gap = 4;
    private const int LineHeight = 16;

    /// <summary>A PNG file's bytes: the image first, then the corruptions by family.</summary>
    /// <param name="images">The first one is shown.</param>
    /// <param name="severity">1 to 5.</param>
    /// <param name="seed">Draws derive from it.</param>
    /// <exception cref="InvalidInputException">libgd is not installed, or there is no image.</exception>
    public static byte[] Png(ImageSet images, int severity, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0)
        {
            throw new InvalidInputException($"data '{images.Name}'", "has no image to corrupt", "give data with at least one");
        }

        var one = images.Take(1);
        var pictures = CorruptionCatalog.All
            .Select(named => (named.Name, Image: CorruptedImages.Of(one, new CorruptionCell(named.Name, severity), seed)))
            .Prepend(("original", one))
            .ToArray();
        var scale = Math.Max(1, LeastSide / Math.Max(one.Shape.Height, one.Shape.Width));
        var tile = new ImageSize(one.Shape.Height * scale, one.Shape.Width * scale);
        var (across, down) = (Math.Max(tile.Width, LeastSide) + Gap, tile.Height + LineHeight + Gap);
        using var sheet = GdImage.Blank(Columns * across, (pictures.Length + Columns - 1) / Columns * down);
        foreach (var (i, (name, image)) in pictures.Index())
        {
            var (left, top) = (i % Columns * across, i / Columns * down);
            sheet.Write(name, left, top);
            using var small = GdImage.Of(image.Image(0), image.Shape);
            using var large = small.Scaled(tile, blocky: true);
            sheet.Draw(large, left, top + LineHeight);
        }

        return sheet.Encode(ImageFormat.Png);
    }
}
