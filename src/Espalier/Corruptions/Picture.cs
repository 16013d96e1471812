namespace Espalier.Corruptions;

/// <summary>One image in managed memory, planar <c>[C, H, W]</c>, in pixel units: 0 is black, 1 white.</summary>
public sealed class Picture
{
    /// <summary>Takes the pixels over: no copy is made.</summary>
    /// <param name="channels">Planes, at least 1; 3 are red, green, blue.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="pixels">Plane by plane, row by row.</param>
    /// <exception cref="ArgumentException">There are more or fewer pixels.</exception>
    public Picture(int channels, int height, int width, float[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != checked(channels * height * width))
        {
            throw new ArgumentException($"{pixels.Length} values are no picture of {channels}x{height}x{width}", nameof(pixels));
        }

        (Channels, Height, Width, Pixels) = (channels, height, width, pixels);
    }

    /// <summary>Planes.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>All planes, one behind the other.</summary>
    public float[] Pixels { get; }

    /// <summary>The shorter side: what lengths that were given for images of 32 x 32 pixels are scaled by.</summary>
    internal int Side => Math.Min(Height, Width);

    /// <summary>One plane, to be read or changed.</summary>
    public Span<float> Plane(int channel) => Pixels.AsSpan(channel * Height * Width, Height * Width);

    /// <summary>Another picture of this size, black.</summary>
    internal Picture Blank() => new(Channels, Height, Width, new float[Pixels.Length]);

    /// <summary>A copy with every value changed.</summary>
    internal Picture Map(Func<float, float> change) => new(Channels, Height, Width, Array.ConvertAll(Pixels, value => change(value)));

    /// <summary>A picture of the same size whose planes are made of these one by one.</summary>
    internal Picture MapPlanes(Func<Plane, Plane> change)
    {
        var made = Blank();
        for (var channel = 0; channel < Channels; channel++)
        {
            change(new Plane(Height, Width, Plane(channel).ToArray())).Values.CopyTo(made.Plane(channel));
        }

        return made;
    }

    /// <summary>The brightness of every pixel: of colours as ITU-R BT.601 weighs them, else the mean of the planes.</summary>
    internal Plane Grey()
    {
        ReadOnlySpan<float> weights = Channels == 3 ? [0.299f, 0.587f, 0.114f] : [];
        var grey = new Plane(Height, Width);
        for (var channel = 0; channel < Channels; channel++)
        {
            var weight = weights.IsEmpty ? 1f / Channels : weights[channel];
            var plane = Plane(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                grey.Values[i] += weight * plane[i];
            }
        }

        return grey;
    }
}
