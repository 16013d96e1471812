namespace Espalier.Evaluation;

/// <summary>How far two rankings of the same things agree.</summary>
/// <param name="Count">How many things.</param>
/// <param name="Spearman">Of the ranks; NaN where either side tells none of them apart.</param>
/// <param name="Kendall">Tau-b; likewise.</param>
public sealed record RankAgreement(int Count, double Spearman, double Kendall)
{
    /// <summary>
    /// Compares two lists. What has no number is worse than all that have one, and shares its place with the others that have none.
    /// </summary>
    /// <param name="one">Numbers, higher is better.</param>
    /// <param name="other">Numbers of the same things in the same order, higher is better; at least two.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths or shorter than 2.</exception>
    public static RankAgreement Of(IReadOnlyList<double?> one, IReadOnlyList<double?> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var (left, right) = (Numbers(one), Numbers(other));
        return new(left.Length, RankCorrelation.Spearman(left, right), RankCorrelation.Kendall(left, right));
    }

    private static double[] Numbers(IReadOnlyList<double?> values) => [.. values.Select(value => value ?? double.NegativeInfinity)];
}
