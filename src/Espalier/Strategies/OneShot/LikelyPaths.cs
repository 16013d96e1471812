namespace Espalier.Strategies.OneShot;

/// <summary>The paths that are most likely where each edge has chances of its own.</summary>
internal static class LikelyPaths
{
    /// <summary>Paths in falling order of the product of their chances; fewer where there are no more.</summary>
    /// <param name="chances">[edges, operations] per cell kind.</param>
    /// <param name="edgeNodes">The node that each edge ends in.</param>
    /// <param name="edgesPerNode">How many edges a node keeps; all, where it has no more.</param>
    /// <param name="operations">Those that a path may have.</param>
    /// <param name="count">How many paths.</param>
    internal static IReadOnlyList<IReadOnlyList<int[]>> Of(
        IReadOnlyList<double[,]> chances, IReadOnlyList<int> edgeNodes, int edgesPerNode, IReadOnlyList<int> operations, int count)
    {
        Partial[] best = [new(0, [])];
        foreach (var rows in chances)
        {
            foreach (var node in edgeNodes.Index().GroupBy(edge => edge.Item, edge => edge.Index))
            {
                // A part of a path that is not among the first is in none of the first paths.
                var ways = Ways(rows, [.. node], edgesPerNode, operations).OrderByDescending(way => way.Log).Take(count).ToArray();
                best = [.. best.SelectMany(_ => ways, (before, way) => new Partial(before.Log + way.Log, [.. before.Choices, way.Choices]))
                    .OrderByDescending(path => path.Log).Take(count)];
            }
        }

        return [.. best.Select(path => Whole(path.Choices, chances.Count, edgeNodes.Count))];
    }

    /// <summary>Every choice of a node: which edges it keeps, and an operation of each.</summary>
    private static IEnumerable<(double Log, (int Edge, int Operation)[] Choices)> Ways(
        double[,] rows, int[] edges, int kept, IReadOnlyList<int> operations) =>
        Subsets(edges, Math.Min(kept, edges.Length)).SelectMany(subset => subset.Aggregate(
            new[] { (Log: 0.0, Choices: Array.Empty<(int Edge, int Operation)>()) }.AsEnumerable(),
            (ways, edge) => ways.SelectMany(
                _ => operations,
                (way, operation) => (way.Log + LogProbability.Of(rows[edge, operation]), way.Choices.Append((edge, operation)).ToArray()))));

    private static IEnumerable<int[]> Subsets(int[] items, int size) => size == 0
        ? [[]]
        : Enumerable.Range(0, items.Length - size + 1).SelectMany(first =>
            Subsets(items[(first + 1)..], size - 1).Select(rest => new[] { items[first] }.Concat(rest).ToArray()));

    private static int[][] Whole((int Edge, int Operation)[][] nodes, int kinds, int edges)
    {
        var each = nodes.Length / kinds;
        return [.. Enumerable.Range(0, kinds).Select(kind =>
        {
            var path = new int[edges];
            Array.Fill(path, JudgedPaths.Left);
            foreach (var (edge, operation) in nodes.Skip(kind * each).Take(each).SelectMany(node => node))
            {
                path[edge] = operation;
            }

            return path;
        })];
    }

    private readonly record struct Partial(double Log, (int Edge, int Operation)[][] Choices);
}
