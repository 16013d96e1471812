using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Espalier.Statistics;

/// <summary>
/// Intervals by resampling, of any number that can be computed from observations which are of a few kinds: an image that both of two networks get right, that
/// one alone does, and so on. For what has no formula of its own, such as the ratio of two shares.
/// </summary>
/// <remarks>
/// <para>
/// Efron, "Better bootstrap confidence intervals", JASA 82 (1987). As many observations as there are, are drawn from them with replacement, again and again,
/// and the number is computed of each such sample: its quantiles are the interval (percentile), moved by how far the number's median is from what was seen,
/// and by how fast its spread changes with it, by the jackknife (BCa: bias-corrected and accelerated).
/// </para>
/// <para>
/// A sample whose number is not finite (a ratio to nothing) is passed over. The same seed and counts give the same bits. Few observations give intervals that
/// are too narrow, however many samples are drawn.
/// </para>
/// </remarks>
/// <param name="seed">What the samples are drawn by.</param>
/// <param name="samples">How many; at least 100.</param>
public sealed class Bootstrap(ulong seed, int samples = Bootstrap.DefaultSamples)
{
    /// <summary>Samples where nothing else is said: the ends then wander by about a fifteenth of the interval's half from seed to seed.</summary>
    public const int DefaultSamples = 2000;

    private const int LeastSamples = 100;
    private readonly int samples = samples >= LeastSamples
        ? samples
        : throw new ArgumentOutOfRangeException(nameof(samples), samples, $"at least {LeastSamples} are needed");

    /// <summary>Between the quantiles of the samples' numbers.</summary>
    /// <param name="counts">How many observations there are of each kind, 0 or more; at least one in all.</param>
    /// <param name="statistic">The number, from the counts of a sample.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no observation, or the number of those that there are is not finite.</exception>
    public Interval Percentile(IReadOnlyList<int> counts, Func<ReadOnlySpan<int>, double> statistic, double confidence = Interval.Confidence)
    {
        Interval.RequireConfidence(confidence);
        Seen(counts, statistic);
        return Between(Drawn(counts, statistic), (1 - confidence) / 2, (1 + confidence) / 2);
    }

    /// <summary>
    /// The bias-corrected and accelerated interval; that of <see cref="Percentile"/> where all samples' numbers lie on one side of what was seen, so that its
    /// place among them says nothing.
    /// </summary>
    /// <param name="counts">How many observations there are of each kind, 0 or more; at least one in all.</param>
    /// <param name="statistic">The number, from the counts of a sample.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentException">There is no observation, or the number of those that there are is not finite.</exception>
    public Interval Bca(IReadOnlyList<int> counts, Func<ReadOnlySpan<int>, double> statistic, double confidence = Interval.Confidence)
    {
        var reach = Interval.Reach(confidence);
        var seen = Seen(counts, statistic);
        var drawn = Drawn(counts, statistic);

        // What equals the number counts by half: numbers of counts are often equal.
        var place = drawn.Average(value => value < seen ? 1 : value == seen ? 0.5 : 0);
        if (place is 0 or 1)
        {
            return Between(drawn, (1 - confidence) / 2, (1 + confidence) / 2);
        }

        var bias = Normal.InvCDF(0, 1, place);
        var acceleration = Acceleration(counts, statistic);
        return Between(drawn, Moved(bias - reach), Moved(bias + reach));

        double Moved(double sum) => Normal.CDF(0, 1, bias + (sum / (1 - (acceleration * sum))));
    }

    private static double Seen(IReadOnlyList<int> counts, Func<ReadOnlySpan<int>, double> statistic)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(statistic);
        if (counts.Any(count => count < 0) || counts.All(count => count == 0))
        {
            throw new ArgumentException("observations are counted from 0, and one at least is needed", nameof(counts));
        }

        var seen = statistic([.. counts]);
        return double.IsFinite(seen) ? seen : throw new ArgumentException($"the number of these observations is {seen}", nameof(statistic));
    }

    /// <summary>The numbers of the samples, rising.</summary>
    private double[] Drawn(IReadOnlyList<int> counts, Func<ReadOnlySpan<int>, double> statistic)
    {
        int[] kinds = [.. counts.SelectMany((count, kind) => Enumerable.Repeat(kind, count))];
        var random = new SeededRandom(SeededRandom.Derive(seed, "bootstrap"));
        var drawn = new List<double>(samples);
        var sample = new int[counts.Count];

        // At least one sample in so many has a finite number, since what was seen has one; a limit all the same.
        for (var tries = 0; drawn.Count < samples && tries < 10 * samples; tries++)
        {
            Array.Clear(sample);
            for (var i = 0; i < kinds.Length; i++)
            {
                sample[kinds[random.Next(kinds.Length)]]++;
            }

            if (statistic(sample) is var value && double.IsFinite(value))
            {
                drawn.Add(value);
            }
        }

        drawn.Sort();
        return [.. drawn];
    }

    /// <summary>A sixth of the skewness of the numbers without one observation each; those of a kind are all alike.</summary>
    private static double Acceleration(IReadOnlyList<int> counts, Func<ReadOnlySpan<int>, double> statistic)
    {
        var without = counts.ToArray();
        var left = new List<(double Value, int Count)>();
        for (var kind = 0; kind < without.Length; kind++)
        {
            if (counts[kind] > 0)
            {
                without[kind]--;
                left.Add((statistic(without), counts[kind]));
                without[kind]++;
            }
        }

        var mean = left.Sum(one => one.Value * one.Count) / left.Sum(one => one.Count);
        var squares = left.Sum(one => one.Count * Math.Pow(mean - one.Value, 2));
        var acceleration = left.Sum(one => one.Count * Math.Pow(mean - one.Value, 3)) / (6 * Math.Pow(squares, 1.5));

        // Without spread there is no skewness, and without one observation perhaps no number.
        return double.IsFinite(acceleration) ? acceleration : 0;
    }

    private static Interval Between(double[] sorted, double low, double high) =>
        new(SortedArrayStatistics.Quantile(sorted, low), SortedArrayStatistics.Quantile(sorted, high));
}
