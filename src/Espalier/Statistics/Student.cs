using MathNet.Numerics.Distributions;

namespace Espalier.Statistics;

/// <summary>Intervals of means of few measurements whose spread is estimated from these themselves: replicates over seeds.</summary>
/// <remarks>
/// <para>
/// Student, "The probable error of a mean", Biometrika 6 (1908); of the difference of two means, Welch, "The generalization of 'Student's' problem when
/// several different population variances are involved", Biometrika 34 (1947).
/// </para>
/// <para>
/// They take the values for independent draws of a normal distribution, and know nothing of the range of what is measured: the interval of an accuracy may
/// reach beyond 1. With two values it is 9 standard deviations wide to both sides, with three 2.5, with five 1.2: few replicates tell little.
/// </para>
/// </remarks>
public static class Student
{
    /// <summary>The interval of a mean.</summary>
    /// <param name="mean">Of the values.</param>
    /// <param name="deviation">Their standard deviation, of a sample (n - 1); at least 0.</param>
    /// <param name="count">How many they are, at least 2.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Interval OfMean(double mean, double deviation, int count, double confidence = Interval.Confidence)
    {
        RequireSpread(deviation, count);
        return Around(mean, deviation / Math.Sqrt(count), count - 1, confidence);
    }

    /// <summary>The interval of the second mean less the first, of measurements that have nothing to do with each other.</summary>
    /// <param name="first">Mean, standard deviation (of a sample, at least 0) and count (at least 2) of the first.</param>
    /// <param name="second">Those of the second.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static Interval OfDifference(
        (double Mean, double Deviation, int Count) first,
        (double Mean, double Deviation, int Count) second,
        double confidence = Interval.Confidence)
    {
        RequireSpread(first.Deviation, first.Count);
        RequireSpread(second.Deviation, second.Count);
        var (one, other) = (first.Deviation * first.Deviation / first.Count, second.Deviation * second.Deviation / second.Count);
        var both = one + other;
        var difference = second.Mean - first.Mean;
        if (both == 0)
        {
            Interval.RequireConfidence(confidence);
            return new(difference, difference);
        }

        // Shares first: variances of values that hardly differ underflow when they are squared.
        var (share, rest) = (one / both, other / both);
        var freedom = 1 / ((share * share / (first.Count - 1)) + (rest * rest / (second.Count - 1)));
        return Around(difference, Math.Sqrt(both), freedom, confidence);
    }

    private static Interval Around(double centre, double error, double freedom, double confidence)
    {
        Interval.RequireConfidence(confidence);
        var half = error * StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2);
        return new(centre - half, centre + half);
    }

    private static void RequireSpread(double deviation, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
    }
}
