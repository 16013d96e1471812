namespace Espalier.Statistics;

/// <summary>What two networks did with the same images, counted: all that a paired test needs to know.</summary>
public sealed record PairedCounts
{
    /// <summary>Takes the counts over; at least one image.</summary>
    /// <param name="both">Images that both classify rightly.</param>
    /// <param name="onlyFirst">Images that the first alone does.</param>
    /// <param name="onlySecond">Images that the second alone does.</param>
    /// <param name="neither">Images that none does.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or all are 0.</exception>
    public PairedCounts(int both, int onlyFirst, int onlySecond, int neither)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(both);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        ArgumentOutOfRangeException.ThrowIfNegative(neither);
        (Both, OnlyFirst, OnlySecond, Neither) = (both, onlyFirst, onlySecond, neither);
        ArgumentOutOfRangeException.ThrowIfZero(Total, nameof(neither));
    }

    /// <summary>Images that both classify rightly.</summary>
    public int Both { get; }

    /// <summary>Images that the first alone does.</summary>
    public int OnlyFirst { get; }

    /// <summary>Images that the second alone does.</summary>
    public int OnlySecond { get; }

    /// <summary>Images that none does.</summary>
    public int Neither { get; }

    /// <summary>All images.</summary>
    public int Total => checked(Both + OnlyFirst + OnlySecond + Neither);

    /// <summary>Images that the first classifies rightly.</summary>
    public int First => Both + OnlyFirst;

    /// <summary>Images that the second does.</summary>
    public int Second => Both + OnlySecond;

    /// <summary>The second's accuracy less the first's, -1 to 1.</summary>
    public double Difference => (double)(OnlySecond - OnlyFirst) / Total;

    /// <summary>Counts what stands in the digits of two networks, one for each image: 1 is right, everything else is not.</summary>
    /// <exception cref="ArgumentException">There is no digit, or one has more than the other.</exception>
    public static PairedCounts Of(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        if (first.Length != second.Length || first.IsEmpty)
        {
            throw new ArgumentException($"{first.Length} and {second.Length} images are no pairs", nameof(second));
        }

        Span<int> counts = stackalloc int[4];
        for (var image = 0; image < first.Length; image++)
        {
            counts[(first[image] == '1' ? 0 : 2) + (second[image] == '1' ? 0 : 1)]++;
        }

        return new(counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>The interval of <see cref="Difference"/>, within -1 to 1.</summary>
    /// <remarks>
    /// Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired data", Statistics in Medicine 17 (1998),
    /// method 10: the ends of both Wilson intervals, joined with the correlation of the two outcomes (corrected for continuity where it is positive).
    /// </remarks>
    /// <param name="confidence">Between 0 and 1.</param>
    public Interval DifferenceInterval(double confidence = Interval.Confidence)
    {
        var (first, second) = (Wilson.Of(First, Total, confidence), Wilson.Of(Second, Total, confidence));
        var (one, other) = ((double)First / Total, (double)Second / Total);
        var correlation = Correlation();
        return new(
            Math.Max(-1, Difference - Joined(other - second.Low, first.High - one)),
            Math.Min(1, Difference + Joined(second.High - other, one - first.Low)));

        double Joined(double a, double b) => Math.Sqrt(Math.Max(0, (a * a) - (2 * correlation * a * b) + (b * b)));
    }

    /// <summary>McNemar's exact test of "both are equally often right", two-sided: see <see cref="McNemar"/>.</summary>
    public double ExactP() => McNemar.Exact(OnlyFirst, OnlySecond);

    private double Correlation()
    {
        var margins = (double)First * (OnlySecond + Neither) * Second * (OnlyFirst + Neither);
        var product = ((double)Both * Neither) - ((double)OnlyFirst * OnlySecond);
        return margins == 0 ? 0 : (product > 0 ? Math.Max(product - (Total / 2.0), 0) : product) / Math.Sqrt(margins);
    }
}
