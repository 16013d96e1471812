using Espalier.Statistics;

namespace Espalier.Evaluation;

/// <summary>How well a score tells images of the data that a network knows from others. Known images should score higher.</summary>
public sealed record OutlierDetection
{
    private const int KeptPercent = 95;

    private OutlierDetection(double auroc, double error, double threshold, Accuracy falsePositives) =>
        (Auroc, StandardError, Threshold, FalsePositives) = (auroc, error, threshold, falsePositives);

    /// <summary>
    /// The area under the receiver operating characteristic, 0 to 1: the chance that a known image scores above another one, ties counting half
    /// (Mann and Whitney's U over all pairs). 0.5 is guessing.
    /// </summary>
    public double Auroc { get; }

    /// <summary>The standard error of <see cref="Auroc"/>, by E. R. DeLong et al., Biometrics 44 (1988); NaN with fewer than two images on a side.</summary>
    public double StandardError { get; }

    /// <summary>The normal 95 % interval of <see cref="Auroc"/> within 0 to 1; all of it where the error is not known.</summary>
    public Interval Interval => double.IsNaN(StandardError)
        ? new(0, 1)
        : new(Math.Max(0, Auroc - Reach), Math.Min(1, Auroc + Reach));

    /// <summary>The highest score at or above which at least 95 % of the known images lie.</summary>
    public double Threshold { get; }

    /// <summary>
    /// The other images at or above the threshold, that are taken for known ones: the false positive rate at 95 % true positives. Its interval takes the
    /// threshold as given.
    /// </summary>
    public Accuracy FalsePositives { get; }

    private double Reach => Interval.Reach(Interval.Confidence) * StandardError;

    /// <summary>Compares scores.</summary>
    /// <param name="known">Of images of the data that the network knows; at least one, no NaN.</param>
    /// <param name="others">Of other images; at least one, no NaN.</param>
    /// <exception cref="ArgumentException">A side is empty or has a NaN.</exception>
    public static OutlierDetection Of(IReadOnlyList<double> known, IReadOnlyList<double> others)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(others);
        if (known.Count == 0 || others.Count == 0 || known.Concat(others).Any(double.IsNaN))
        {
            throw new ArgumentException($"{known.Count} and {others.Count} scores, each a number and at least one on a side, are needed");
        }

        double[] high = [.. known.Order()];
        double[] low = [.. others.Order()];
        var above = Array.ConvertAll(high, score => Share(low, score));
        var below = Array.ConvertAll(low, score => 1 - Share(high, score));
        var kept = ((KeptPercent * high.Length) + 99) / 100;
        var threshold = high[^kept];
        return new OutlierDetection(
            above.Average(),
            Math.Sqrt((Variance(above) / high.Length) + (Variance(below) / low.Length)),
            threshold,
            new Accuracy(low.Length - Below(low, threshold, inclusive: false), low.Length));
    }

    /// <summary>The share of sorted scores that are below one, of those equal to it half.</summary>
    private static double Share(double[] sorted, double score) =>
        (Below(sorted, score, inclusive: false) + Below(sorted, score, inclusive: true)) / (2.0 * sorted.Length);

    /// <summary>How many sorted scores are below one, or, inclusive, not above it.</summary>
    private static int Below(double[] sorted, double score, bool inclusive)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (sorted[middle] < score || (inclusive && sorted[middle] == score))
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Length < 2 ? double.NaN : values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
