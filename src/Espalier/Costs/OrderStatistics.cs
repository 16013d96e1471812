namespace Espalier.Costs;

/// <summary>What sorted numbers tell of where they come from, whatever their distribution.</summary>
public static class OrderStatistics
{
    /// <summary>The number below which a share of the sorted ones lies, between its two neighbours by their distance.</summary>
    /// <param name="sorted">At least one, rising.</param>
    /// <param name="share">0 (the least) to 1 (the largest).</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(sorted));
        var place = share * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }

    /// <summary>
    /// The tightest symmetric pair of the sorted numbers between which the median of their distribution lies with a probability of at least
    /// <paramref name="confidence"/>; the least and the largest where even these do not reach it (below six numbers, for 0.95).
    /// </summary>
    /// <remarks>
    /// A number is below the median with probability 1/2, so how many are is binomial: between the l-th least and the l-th largest of n, the
    /// median is missed with probability 2 P(B(n, 1/2) &lt; l). The numbers are taken for independent.
    /// </remarks>
    /// <param name="sorted">At least one, rising.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <returns>The pair, and the probability that it holds the median, its coverage.</returns>
    public static (double Low, double High, double Coverage) MedianInterval(ReadOnlySpan<double> sorted, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(sorted));
        var count = sorted.Length;

        // log C(n, i) / 2^n for i = 0; the probabilities themselves underflow beyond a thousand numbers.
        var logTerm = -count * Math.Log(2);
        var below = Math.Exp(logTerm);
        var rank = 1;
        var missed = 2 * below;
        while (rank < (count + 1) / 2)
        {
            logTerm += Math.Log((double)(count - rank + 1) / rank);
            below += Math.Exp(logTerm);
            if (2 * below > 1 - confidence)
            {
                break;
            }

            rank++;
            missed = 2 * below;
        }

        return (sorted[rank - 1], sorted[count - rank], Math.Max(0, 1 - missed));
    }
}
