using System.Globalization;

namespace Espalier.Data;

/// <summary>Rows and columns of an image.</summary>
public sealed record ImageSize
{
    /// <summary>The most rows or columns.</summary>
    public const int Most = 16_384;

    /// <summary>Takes a size.</summary>
    /// <param name="height">Rows, 1-16,384.</param>
    /// <param name="width">Columns, 1-16,384.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside the range.</exception>
    public ImageSize(int height, int width)
    {
        Height = Checked(height, nameof(height));
        Width = Checked(width, nameof(width));
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Reads <c>HEIGHTxWIDTH</c>, or one number for both.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">What to call it in the message.</param>
    /// <exception cref="InvalidInputException">It is no size.</exception>
    public static ImageSize Parse(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sides = Array.ConvertAll(
            text.Split('x'), part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var side) ? side : 0);
        return sides.Length is 1 or 2 && Array.TrueForAll(sides, side => side is >= 1 and <= Most)
            ? new ImageSize(sides[0], sides[^1])
            : throw new InvalidInputException(
                $"{where} '{text}'", $"not a size of 1 to {Most} rows and columns", "write for example 32, or 28x36 for 28 rows of 36 pixels");
    }

    /// <summary>The text that <see cref="Parse"/> reads, e.g. <c>28x36</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}");

    private static int Checked(int side, string name) =>
        side is >= 1 and <= Most ? side : throw new ArgumentOutOfRangeException(name, side, $"1 to {Most} is needed");
}
