namespace Espalier.Spaces.HyperCuboid;

/// <summary>Paths through a grid whose steps have weights. Ties go to the earlier column.</summary>
/// <param name="steps">What each column joins.</param>
/// <param name="widths">How many widths there are.</param>
internal sealed class GridPaths(IReadOnlyList<GridStep> steps, int widths)
{
    /// <summary>The column of each kind on the path that a rule finds.</summary>
    /// <param name="weights">Per kind, the weights [1, columns].</param>
    /// <param name="rule">The rule.</param>
    internal int[] Find(IReadOnlyList<double[,]> weights, PathRule rule) => rule switch
    {
        PathRule.TopDown => Greedy(weights, Enumerable.Range(0, weights.Count), (step, width) => step.From == width, step => step.To),
        PathRule.BottomUp => Greedy(weights, Enumerable.Range(0, weights.Count).Reverse(), (step, width) => step.To == width, step => step.From),
        _ => Longest(weights),
    };

    /// <summary>
    /// The largest sum from any width of the first maps to any of the last. What joins those to the images and to the classifier has no weight,
    /// so that it is the longest path between these two.
    /// </summary>
    private int[] Longest(IReadOnlyList<double[,]> weights)
    {
        var reached = new (double Sum, int Column)[weights.Count][];
        for (var kind = 0; kind < weights.Count; kind++)
        {
            reached[kind] = [.. Enumerable.Repeat((double.NegativeInfinity, -1), widths)];
            for (var column = 0; column < steps.Count; column++)
            {
                var (source, target) = (steps[column].From, steps[column].To);
                var sum = (kind == 0 ? 0 : reached[kind - 1][source].Sum) + weights[kind][0, column];
                if (reached[kind][target].Column < 0 || sum > reached[kind][target].Sum)
                {
                    reached[kind][target] = (sum, column);
                }
            }
        }

        var path = new int[weights.Count];
        var width = Enumerable.Range(0, widths).MaxBy(last => reached[^1][last].Sum);
        for (var kind = weights.Count - 1; kind >= 0; kind--)
        {
            path[kind] = reached[kind][width].Column;
            width = steps[path[kind]].From;
        }

        return path;
    }

    /// <summary>The first step is the heaviest of all, each other one the heaviest that joins the last.</summary>
    private int[] Greedy(
        IReadOnlyList<double[,]> weights, IEnumerable<int> order, Func<GridStep, int, bool> joins, Func<GridStep, int> next)
    {
        var path = new int[weights.Count];
        int? width = null;
        foreach (var kind in order)
        {
            path[kind] = Enumerable.Range(0, steps.Count)
                .Where(column => width is not { } last || joins(steps[column], last))
                .MaxBy(column => weights[kind][0, column]);
            width = next(steps[path[kind]]);
        }

        return path;
    }
}
