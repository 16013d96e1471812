using System.Globalization;
using System.Net;
using System.Text;
using Espalier.Data.Images;

namespace Espalier.Data;

/// <summary>A few images of every class to look at: a row per class.</summary>
public static class ContactSheet
{
    /// <summary>Images of a class unless somebody asks for more or fewer.</summary>
    public const int DefaultPerClass = 8;

    private const int SmallTile = 48;
    private const int LargeTile = 128;
    private const int Gap = 2;
    private const int LineHeight = 16;
    private const int SignWidth = 6;

    /// <summary>One picture of all classes, a PNG file's bytes.</summary>
    /// <param name="images">The first images of each class are shown.</param>
    /// <param name="perClass">How many, 1-100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="perClass"/> is outside its range.</exception>
    /// <exception cref="InvalidInputException">libgd is not installed.</exception>
    public static byte[] Png(ImageSet images, int perClass = DefaultPerClass)
    {
        var rows = Rows(images, perClass);
        var tile = Tile(images.Shape);
        var row = LineHeight + tile.Height + Gap;
        var width = Math.Max(Strip(rows, tile), rows.Max(found => (Caption(images, found).Length * SignWidth) + (2 * Gap)));
        using var sheet = GdImage.Blank(width, rows.Count * row);
        for (var i = 0; i < rows.Count; i++)
        {
            sheet.Write(Caption(images, rows[i]), Gap, i * row);
            Draw(sheet, images, rows[i], tile, (i * row) + LineHeight);
        }

        return sheet.Encode(ImageFormat.Png);
    }

    /// <summary>A part of a page: one figure per class with the images in it, nothing fetched from elsewhere.</summary>
    /// <inheritdoc cref="Png"/>
    public static string Figures(ImageSet images, int perClass = DefaultPerClass)
    {
        var tile = Tile(images.Shape);
        var page = new StringBuilder();
        foreach (var row in Rows(images, perClass))
        {
            using var strip = GdImage.Blank(Strip([row], tile), tile.Height + Gap);
            Draw(strip, images, row, tile, 0);
            var name = WebUtility.HtmlEncode(images.ClassNames[row.Label]);
            page.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{name} ({row.Count})</figcaption>")
                .Append(CultureInfo.InvariantCulture, $"<img alt=\"{row.Places.Length} images of {name}\" src=\"data:image/png;base64,")
                .Append(Convert.ToBase64String(strip.Encode(ImageFormat.Png)))
                .Append("\"></figure>\n");
        }

        return page.ToString();
    }

    /// <summary>A page of its own around <see cref="Figures"/>.</summary>
    /// <param name="title">What stands above.</param>
    /// <param name="images">The first images of each class are shown.</param>
    /// <param name="perClass">How many, 1-100.</param>
    /// <inheritdoc cref="Png"/>
    public static string Html(string title, ImageSet images, int perClass = DefaultPerClass)
    {
        var head = WebUtility.HtmlEncode(title);
        return $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{head}</title>\n"
            + "<style>body{font:16px system-ui,sans-serif;margin:2em}figure{margin:0 0 1em}img{max-width:100%}</style></head>\n"
            + $"<body><h1>{head}</h1>\n{Figures(images, perClass)}</body></html>\n";
    }

    private static List<Row> Rows(ImageSet images, int perClass)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(perClass, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perClass, 100);
        var places = Enumerable.Range(0, images.Classes).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < images.Count; i++)
        {
            places[images.Labels[i]].Add(i);
        }

        return [.. places.Select((found, label) => new Row(label, found.Count, [.. found.Take(perClass)]))];
    }

    /// <summary>Small images are enlarged by whole numbers, so that pixels can be told; large ones are reduced.</summary>
    private static ImageSize Tile(ImageShape shape)
    {
        var side = Math.Max(shape.Height, shape.Width);
        var scale = side < SmallTile ? (SmallTile + side - 1) / side : Math.Min(1, (double)LargeTile / side);
        return new ImageSize(Math.Max(1, (int)(shape.Height * scale)), Math.Max(1, (int)(shape.Width * scale)));
    }

    private static int Strip(IEnumerable<Row> rows, ImageSize tile) => Math.Max(1, rows.Max(row => row.Places.Length)) * (tile.Width + Gap);

    private static void Draw(GdImage sheet, ImageSet images, Row row, ImageSize tile, int top)
    {
        for (var i = 0; i < row.Places.Length; i++)
        {
            using var image = GdImage.Of(images.Image(row.Places[i]), images.Shape);
            using var scaled = image.Scaled(tile, blocky: tile.Height > images.Shape.Height);
            sheet.Draw(scaled, i * (tile.Width + Gap), top);
        }
    }

    private static string Caption(ImageSet images, Row row) =>
        string.Create(CultureInfo.InvariantCulture, $"{images.ClassNames[row.Label]} ({row.Count})");

    private readonly record struct Row(int Label, int Count, int[] Places);
}
