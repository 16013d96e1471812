namespace Espalier.Spaces;

/// <summary>
/// <see cref="CellGraph"/> where it is the same for every cell of a space, with a last node that is told of all: what a node is says its row
/// of features.
/// </summary>
/// <remarks>
/// As latency predictors of NAS-Bench-201 have it (BRP-NAS, arXiv 2007.08668; HELP, arXiv 2106.08630). A node hears of itself and of what
/// flows into it.
/// </remarks>
public sealed class OperationGraph
{
    private readonly CellGraph graph;
    private readonly int operations;

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

        (graph, operations) = (new CellGraph(space, global: true), space.Operations.Count);
        var gives = graph.Of(space.Sample(new SeededRandom(0))).Gives;
        int[] nodes = [.. Enumerable.Range(0, graph.Vertices)];
        Hears = Array.ConvertAll(nodes, node => Array.ConvertAll(nodes, other => node == other || gives[other, node] ? 1.0 : 0.0));
    }

    /// <summary>Whether a node hears of another, 1 or 0: [nodes, nodes].</summary>
    public IReadOnlyList<IReadOnlyList<double>> Hears { get; }

    /// <summary>How many numbers a node has: one for each operation, and for input, output and the last.</summary>
    public int Features => graph.Labels;

    /// <summary>The nodes of a genotype, one after the other.</summary>
    public double[] Of(Genotype genotype)
    {
        var row = new double[graph.Vertices * Features];
        foreach (var (node, label) in graph.Of(genotype).Labels.Index())
        {
            // The published order has operations first, then the input.
            row[(node * Features) + (label == 0 ? operations : label <= operations ? label - 1 : label)] = 1;
        }

        return row;
    }
}
