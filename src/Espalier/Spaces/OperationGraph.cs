namespace Espalier.Spaces;

/// <summary>
/// Cells as graphs whose nodes are operations: one for the input, one for each edge of the cell, one for the output, and a last one that is
/// told of all. The graph is the same for every cell of a space; what a node is says its row of features.
/// </summary>
/// <remarks>
/// As latency predictors of NAS-Bench-201 have it (BRP-NAS, arXiv 2007.08668; HELP, arXiv 2106.08630). A node hears of itself and of what
/// flows into it.
/// </remarks>
public sealed class OperationGraph
{
    private readonly ICellSpace space;

    /// <summary>The graph of a space's cells.</summary>
    /// <param name="space">A space with one kind of cell, of one input, that keeps every edge.</param>
    /// <exception cref="ArgumentException">Its cells are others.</exception>
    public OperationGraph(ICellSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        if (space.CellKinds.Count != 1 || space.Inputs != 1 || space.EdgesPerNode < space.Edges.Count)
        {
            throw new ArgumentException($"{space.Name} has other cells than one kind with one input and all edges", nameof(space));
        }

        this.space = space;
        var (edges, output, all) = (space.Edges, space.Edges.Count + 1, space.Edges.Count + 2);
        var hears = new double[all + 1][];
        for (var node = 0; node <= all; node++)
        {
            hears[node] = [.. Enumerable.Range(0, all + 1).Select(other => node == other || node == all || Flows(other, node) ? 1.0 : 0.0)];
        }

        Hears = hears;

        bool Flows(int from, int to) =>
            (to > 0 && to < output && (from == 0 ? edges[to - 1].Source == 0 : from < output && edges[to - 1].Source == edges[from - 1].Node + 1))
            || (to == output && from > 0 && from < output && space.Outputs.Contains(edges[from - 1].Node));
    }

    /// <summary>Whether a node hears of another, 1 or 0: [nodes, nodes].</summary>
    public IReadOnlyList<IReadOnlyList<double>> Hears { get; }

    /// <summary>How many numbers a node has: one for each operation, and for input, output and the last.</summary>
    public int Features => space.Operations.Count + 3;

    /// <summary>The nodes of a genotype, one after the other.</summary>
    public double[] Of(Genotype genotype)
    {
        var row = new double[Hears.Count * Features];
        var chosen = space.Encode(genotype);
        row[space.Operations.Count] = 1;
        for (var edge = 0; edge < chosen.Length; edge++)
        {
            row[((edge + 1) * Features) + chosen[edge]] = 1;
        }

        row[((chosen.Length + 1) * Features) + space.Operations.Count + 1] = 1;
        row[((chosen.Length + 2) * Features) + space.Operations.Count + 2] = 1;
        return row;
    }
}
