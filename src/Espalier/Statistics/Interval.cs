using MathNet.Numerics.Distributions;

namespace Espalier.Statistics;

/// <summary>The two ends of a confidence interval, in the unit of what it is of.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, at least <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>How often an interval of the toolkit is to hold the true value where nothing else is said: 0.95.</summary>
    public const double Confidence = 0.95;

    /// <summary>How many standard deviations to both sides of a normal mean hold this share of the distribution: 1.96 for 0.95.</summary>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    internal static double Reach(double confidence)
    {
        RequireConfidence(confidence);
        return Normal.InvCDF(0, 1, (1 + confidence) / 2);
    }

    internal static void RequireConfidence(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
    }
}
