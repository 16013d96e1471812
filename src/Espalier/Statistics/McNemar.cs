using MathNet.Numerics.Distributions;

namespace Espalier.Statistics;

/// <summary>McNemar's test: of the images that one of two networks alone gets right, are there as many on either side?</summary>
/// <remarks>
/// McNemar, "Note on the sampling error of the difference between correlated proportions or percentages", Psychometrika 12 (1947). Images that both get right,
/// or none, say nothing about which is better. Were both equally good, each of the others would fall to either side with probability 1/2.
/// </remarks>
public static class McNemar
{
    /// <summary>The exact binomial p-value, two-sided: never above the error that it promises, and often below.</summary>
    /// <param name="onlyFirst">Images that the first alone gets right, at least 0.</param>
    /// <param name="onlySecond">Images that the second alone does, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double Exact(int onlyFirst, int onlySecond) => Math.Min(1, 2 * Tail(onlyFirst, onlySecond));

    /// <summary>
    /// The mid-p value, which counts what was seen by half: nearer to the error that it promises, and now and then a little above (Fagerland, Lydersen and
    /// Laake, BMC Medical Research Methodology 13:91, 2013, recommend it).
    /// </summary>
    /// <param name="onlyFirst">Images that the first alone gets right, at least 0.</param>
    /// <param name="onlySecond">Images that the second alone does, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double MidP(int onlyFirst, int onlySecond)
    {
        var tail = Tail(onlyFirst, onlySecond);
        var discordant = onlyFirst + onlySecond;
        return discordant == 0 ? 1 : Math.Min(1, (2 * tail) - Binomial.PMF(0.5, discordant, Math.Min(onlyFirst, onlySecond)));
    }

    /// <summary>The probability of so few on the smaller side, or fewer.</summary>
    private static double Tail(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        return Binomial.CDF(0.5, checked(onlyFirst + onlySecond), Math.Min(onlyFirst, onlySecond));
    }
}
