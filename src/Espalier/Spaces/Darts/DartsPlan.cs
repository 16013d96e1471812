namespace Espalier.Spaces.Darts;

/// <summary>The macro structure of DARTS networks: cells that reduce at one and two thirds of the depth.</summary>
internal static class DartsPlan
{
    internal const int Normal = 0;
    internal const int Reduce = 1;
    internal const int Nodes = 4;
    internal const int StemMultiplier = 3;

    /// <summary>Every node's edges from both inputs and from the nodes before it: 14 for 4 nodes.</summary>
    internal static IReadOnlyList<CellEdge> Edges { get; } =
        [.. from node in Enumerable.Range(0, Nodes) from source in Enumerable.Range(0, node + 2) select new CellEdge(node, source)];

    /// <summary>The cells of a network whose cells concatenate as many nodes as given per kind.</summary>
    internal static IReadOnlyList<CellPlan> Cells(NetworkSettings settings, int normalConcat = Nodes, int reduceConcat = Nodes)
    {
        var cells = new CellPlan[settings.Cells];
        var channels = settings.Channels;
        var before = StemMultiplier * channels;
        var previous = before;
        var afterReduction = false;
        for (var i = 0; i < cells.Length; i++)
        {
            var reduces = i == settings.Cells / 3 || i == ReductionBeforeHead(settings.Cells);
            channels *= reduces ? 2 : 1;
            cells[i] = new CellPlan(reduces ? Reduce : Normal, before, previous, channels, reduces, afterReduction);
            (before, previous) = (previous, channels * (reduces ? reduceConcat : normalConcat));
            afterReduction = reduces;
        }

        return cells;
    }

    /// <summary>The second reduction, whose output the auxiliary head reads.</summary>
    internal static int ReductionBeforeHead(int cells) => 2 * cells / 3;

    internal static int EdgeOf(int node, int source) => (node * (node + 3) / 2) + source;
}
