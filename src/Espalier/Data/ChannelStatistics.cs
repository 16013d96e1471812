namespace Espalier.Data;

/// <summary>
/// Mean and standard deviation of every channel over all pixels, in pixel units 0-1: what the first layer of a network normalises with.
/// </summary>
public sealed record ChannelStatistics
{
    /// <summary>Takes the numbers over.</summary>
    /// <param name="mean">One per channel, 0-1.</param>
    /// <param name="std">One per channel, above 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a deviation is not above 0.</exception>
    public ChannelStatistics(float[] mean, float[] std)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        if (mean.Length != std.Length || mean.Length == 0)
        {
            throw new ArgumentException($"{mean.Length} means and {std.Length} deviations: every channel needs both.", nameof(std));
        }

        if (!std.All(value => value > 0 && float.IsFinite(value)))
        {
            throw new ArgumentException("A deviation is not above 0: nothing can be divided by it.", nameof(std));
        }

        Mean = mean;
        Std = std;
    }

    /// <summary>One mean per channel, in pixel units 0-1.</summary>
    public float[] Mean { get; }

    /// <summary>One standard deviation (of the population) per channel, in pixel units 0-1.</summary>
    public float[] Std { get; }

    /// <summary>Mean 0 and deviation 1: leaves pixels as they are.</summary>
    /// <param name="channels">The number of channels.</param>
    public static ChannelStatistics Neutral(int channels) => new(new float[channels], [.. Enumerable.Repeat(1f, channels)]);

    /// <summary>Counts every pixel of <paramref name="set"/>; exact up to the last rounding.</summary>
    /// <param name="set">The images; at least one.</param>
    /// <remarks>A channel of one single value gets deviation 1, so that dividing by it stays finite.</remarks>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ChannelStatistics Of(ImageSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Count == 0)
        {
            throw new ArgumentException("An empty set has no mean.", nameof(set));
        }

        var plane = set.Shape.Height * set.Shape.Width;
        var mean = new float[set.Shape.Channels];
        var std = new float[set.Shape.Channels];
        for (var channel = 0; channel < mean.Length; channel++)
        {
            (mean[channel], std[channel]) = Moments(Histogram(set, channel, plane));
        }

        return new ChannelStatistics(mean, std);
    }

    /// <inheritdoc/>
    public bool Equals(ChannelStatistics? other) =>
        other is not null && Mean.AsSpan().SequenceEqual(other.Mean) && Std.AsSpan().SequenceEqual(other.Std);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mean.Length, Mean[0], Std[0]);

    private static long[] Histogram(ImageSet set, int channel, int plane)
    {
        var counts = new long[256];
        for (var image = 0; image < set.Count; image++)
        {
            foreach (var value in set.Image(image).Slice(channel * plane, plane))
            {
                counts[value]++;
            }
        }

        return counts;
    }

    private static (float Mean, float Std) Moments(long[] counts)
    {
        double total = 0, sum = 0;
        for (var value = 0; value < counts.Length; value++)
        {
            total += counts[value];
            sum += (double)value * counts[value];
        }

        var mean = sum / total;
        double squares = 0;
        for (var value = 0; value < counts.Length; value++)
        {
            squares += (value - mean) * (value - mean) * counts[value];
        }

        var std = Math.Sqrt(squares / total) / 255;
        return ((float)(mean / 255), std > 0 ? (float)std : 1f);
    }
}
