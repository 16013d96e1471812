namespace Espalier.Fronts;

/// <summary>Dominance between vectors of objectives, all to be minimised.</summary>
public static class ParetoFront
{
    /// <summary>Whether one vector is no worse in every objective and better in one (Pareto dominance).</summary>
    public static bool Dominates(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        if (one.Length != other.Length)
        {
            throw new ArgumentException($"{one.Length} objectives against {other.Length}", nameof(other));
        }

        var better = false;
        for (var i = 0; i < one.Length; i++)
        {
            // Written so that NaN dominates nothing.
            if (!(one[i] <= other[i]))
            {
                return false;
            }

            better |= one[i] < other[i];
        }

        return better;
    }

    /// <summary>The items that no other item dominates, in their order.</summary>
    /// <param name="items">The candidates.</param>
    /// <param name="objectives">What is to be minimised of each.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, Func<T, double[]> objectives)
    {
        ArgumentNullException.ThrowIfNull(items);
        var points = items.Select(objectives).ToArray();
        return [.. items.Where((_, i) => !points.Any(other => Dominates(other, points[i])) && !points[i].Any(double.IsNaN))];
    }
}
