namespace Espalier.Spaces;

/// <summary>
/// The cells of a genotype as one graph whose vertices are operations: an edge of a cell becomes a vertex, and edges that follow one another in
/// the cell are joined. Each cell has vertices of its own for what goes in and for what comes out; cells of different kinds are not joined.
/// </summary>
/// <remarks>
/// What graph predictors learn from; for NAS-Bench-201 the graph of eight vertices that the published ones use. An operation <c>none</c> is a
/// vertex like others, since the predictor learns what it does.
/// </remarks>
/// <param name="space">Where the genotypes are from.</param>
/// <param name="global">Whether a vertex is added, the last, with a label of its own, that all others give to.</param>
public sealed class CellGraph(ICellSpace space, bool global = false)
{
    private readonly int kept = space.Path(space.Sample(new SeededRandom(0)), 0).Count;

    /// <summary>How many vertices a graph has.</summary>
    public int Vertices => (space.CellKinds.Count * VerticesPerCell) + Added;

    /// <summary>How many labels there are: for each kind of cell its inputs, its operations and its output.</summary>
    public int Labels => (space.CellKinds.Count * LabelsPerCell) + Added;

    private int Added => global ? 1 : 0;

    private int VerticesPerCell => space.Inputs + kept + 1;

    private int LabelsPerCell => space.Inputs + space.Operations.Count + 1;

    /// <summary>The label of each vertex, and for each which vertices it gives to.</summary>
    /// <exception cref="ArgumentException">The genotype is of another space, or keeps another number of edges than most.</exception>
    public (int[] Labels, bool[,] Gives) Of(Genotype genotype)
    {
        var (labels, gives) = (new int[Vertices], new bool[Vertices, Vertices]);
        for (var kind = 0; kind < space.CellKinds.Count; kind++)
        {
            var path = space.Path(genotype, kind);
            if (path.Count != kept)
            {
                throw new ArgumentException($"a cell of {path.Count} edges, where {kept} are usual", nameof(genotype));
            }

            var (first, label) = (kind * VerticesPerCell, kind * LabelsPerCell);
            var output = first + VerticesPerCell - 1;
            labels[output] = label + LabelsPerCell - 1;
            for (var input = 0; input < space.Inputs; input++)
            {
                labels[first + input] = label + input;
            }

            foreach (var (i, (edge, operation)) in path.Index())
            {
                var (vertex, (node, source)) = (first + space.Inputs + i, space.Edges[edge]);
                labels[vertex] = label + space.Inputs + operation;
                gives[vertex, output] = space.Outputs.Contains(node);
                if (source < space.Inputs)
                {
                    gives[first + source, vertex] = true;
                }

                foreach (var (j, (next, _)) in path.Index())
                {
                    gives[vertex, first + space.Inputs + j] |= space.Edges[next].Source == space.Inputs + node;
                }
            }
        }

        if (global)
        {
            labels[^1] = Labels - 1;
            for (var vertex = 0; vertex < Vertices - 1; vertex++)
            {
                gives[vertex, Vertices - 1] = true;
            }
        }

        return (labels, gives);
    }
}
