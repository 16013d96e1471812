namespace Espalier.Evaluation;

/// <summary>How well one list of numbers orders things as another does.</summary>
public static class RankCorrelation
{
    /// <summary>
    /// Spearman's coefficient: Pearson's correlation of the ranks, equal values sharing their mean rank. From -1 (reversed) to 1 (the same
    /// order); NaN where either list is constant.
    /// </summary>
    /// <param name="one">Values of things.</param>
    /// <param name="other">Other values of the same things, in the same order; at least two.</param>
    /// <exception cref="ArgumentException">The lists are of different lengths or shorter than 2.</exception>
    public static double Spearman(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Count != other.Count || one.Count < 2)
        {
            throw new ArgumentException($"{one.Count} values against {other.Count}; two lists of the same things are needed", nameof(other));
        }

        var (a, b) = (Ranks(one), Ranks(other));
        var mean = (one.Count - 1) / 2.0;
        var product = a.Zip(b, (x, y) => (x - mean) * (y - mean)).Sum();
        return product / Math.Sqrt(a.Sum(x => (x - mean) * (x - mean)) * b.Sum(y => (y - mean) * (y - mean)));
    }

    private static double[] Ranks(IReadOnlyList<double> values) =>
        [.. values.Select(value => values.Count(other => other < value) + ((values.Count(other => other == value) - 1) / 2.0))];
}
