using System.Globalization;

namespace Espalier.Data;

/// <summary>The size of one image.</summary>
public sealed record ImageShape
{
    /// <summary>Describes images of so many planes, each of height x width pixels.</summary>
    /// <param name="channels">Planes per image, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="OverflowException">One image would have more than 2^31 - 1 values.</exception>
    public ImageShape(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Channels = channels;
        Height = height;
        Width = width;
        Length = checked(channels * height * width);
    }

    /// <summary>Planes per image: 1 for grey, 3 for red, green, blue.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Values per image: channels x height x width.</summary>
    public int Length { get; }

    /// <summary>Reads <c>3x32x32</c>: channels, height, width.</summary>
    /// <param name="text">Three whole numbers above 0, parted by <c>x</c>.</param>
    /// <exception cref="InvalidInputException">The text is no image shape.</exception>
    public static ImageShape Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<int> sizes = stackalloc int[3];
        var count = 0;
        foreach (var range in text.AsSpan().Split('x'))
        {
            if (count == 3
                || !int.TryParse(text.AsSpan(range), NumberStyles.None, CultureInfo.InvariantCulture, out sizes[count])
                || sizes[count] < 1)
            {
                count = 0;
                break;
            }

            count++;
        }

        return count == 3 && Math.BigMul(sizes[0], sizes[1]) <= int.MaxValue / sizes[2]
            ? new ImageShape(sizes[0], sizes[1], sizes[2])
            : throw new InvalidInputException(
                $"image shape '{text}'", "not of the form CHANNELSxHEIGHTxWIDTH", "write for example 3x32x32");
    }

    /// <summary>The text that <see cref="Parse"/> reads, e.g. <c>3x32x32</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels}x{Height}x{Width}");
}
