using Espalier.Corruptions;

namespace Espalier.Tests.Corruptions;

/// <summary>Pictures to corrupt, as smooth and as edged as photographs are.</summary>
internal static class Pictures
{
    /// <summary>Waves of light, and a bright thing in front of them.</summary>
    public static Picture Scene(int channels, int height, int width, ulong seed)
    {
        var random = new SeededRandom(seed);
        var (wave, thing) = (3 + (4 * random.NextDouble()), 0.2 + (0.3 * random.NextDouble()));
        return Of(channels, height, width, (channel, row, column) =>
        {
            var (y, x) = ((double)row / height, (double)column / width);
            return Math.Abs(y - 0.5) < thing && Math.Abs(x - 0.5) < thing / 2
                ? 0.9 - (0.2 * channel)
                : 0.35 + (0.25 * Math.Sin((wave * x) + (2 * y) + channel)) + (0.1 * Math.Sin(40 * y));
        });
    }

    /// <summary>Every pixel alike.</summary>
    public static Picture Even(double value, int channels = 1, int height = 16, int width = 16) => Of(channels, height, width, (_, _, _) => value);

    /// <summary>One white pixel on black.</summary>
    public static Picture Point(int height, int width, int row, int column) =>
        Of(1, height, width, (_, y, x) => y == row && x == column ? 1 : 0);

    public static Picture Of(int channels, int height, int width, Func<int, int, int, double> value)
    {
        var plane = height * width;
        return new(channels, height, width,
            [.. Enumerable.Range(0, channels * plane).Select(i => (float)value(i / plane, i % plane / width, i % width))]);
    }

    /// <summary>The corruption of a seed.</summary>
    public static Picture By(this Corruption corruption, Picture picture, int severity, ulong seed = 1) =>
        corruption.Apply(picture, severity, new SeededRandom(seed));

    /// <summary>The mean distance of two pictures' values.</summary>
    public static double Distance(Picture one, Picture other) => one.Pixels.Zip(other.Pixels, (a, b) => Math.Abs(a - (double)b)).Average();
}
