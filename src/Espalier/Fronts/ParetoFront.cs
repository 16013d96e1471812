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

        // Whoever dominates a point comes before it in this order, and is itself dominated by a member of the front, if not one: it is
        // enough to look at those. A search of 100,000 trials has a front of dozens.
        var order = Enumerable.Range(0, points.Length).Where(i => !points[i].Any(double.IsNaN)).ToArray();
        Array.Sort(order, (one, other) => points[one].AsSpan().SequenceCompareTo(points[other]));
        var front = new List<int>();
        foreach (var i in order)
        {
            if (!front.Exists(member => Dominates(points[member], points[i])))
            {
                front.Add(i);
            }
        }

        front.Sort();
        return [.. front.Select(i => items[i])];
    }
}
