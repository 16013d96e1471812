namespace Espalier.Spaces.Darts;

/// <summary>Draws the two cells of a DARTS genotype, as text and as SVG.</summary>
/// <remarks>
/// Indices are the genotype's: 0 and 1 are the cell's inputs (the outputs of the last cell but one and of the last), 2 and on its nodes.
/// </remarks>
public static class DartsDrawing
{
    /// <summary>How a drawing is read.</summary>
    internal const string Reading =
        "0 and 1 are a cell's inputs, the outputs of the last cell but one and of the last; each node sums two operations.";

    /// <summary>Both cells as lines of text: for each node the two edges that it sums.</summary>
    public static string Text(DartsGenotype genotype) => CellDrawing.Text(Cells(genotype));

    /// <summary>Both cells as one SVG document, without fonts or files of its own.</summary>
    public static string Svg(DartsGenotype genotype) => CellDrawing.Svg(Cells(genotype));

    /// <summary>Each cell as a drawing of its own.</summary>
    public static IReadOnlyList<Drawing> Drawings(DartsGenotype genotype) => CellDrawing.Drawings(Cells(genotype));

    private static DrawnCell[] Cells(DartsGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return
        [
            Cell("normal cell", genotype.Normal, genotype.NormalConcat), Cell("reduction cell", genotype.Reduce, genotype.ReduceConcat),
        ];
    }

    private static DrawnCell Cell(string name, IReadOnlyList<(string Operation, int Input)> edges, IReadOnlyList<int> concat)
    {
        var output = (edges.Count / 2) + 2;
        return new DrawnCell(
            name,
            [
                new("0", DrawnRole.In, "last cell but one"),
                new("1", DrawnRole.In, "last cell"),
                .. Enumerable.Range(2, output - 2).Select(node => new DrawnPoint($"{node}", DrawnRole.Node)),
                new("out", DrawnRole.Out),
            ],
            [.. edges.Select((edge, i) => new DrawnEdge(edge.Operation, edge.Input, (i / 2) + 2, Look(edge.Operation)))],
            $"concat({string.Join(", ", concat)})")
        {
            Wires = [.. concat.Select(node => (node, output))],
        };
    }

    /// <summary>By parts of the names, which every space on the topology has in common.</summary>
    private static DrawnLook Look(string operation) => operation switch
    {
        DartsOperations.SkipConnect => DrawnLook.Skip,
        _ when operation.Contains("_pool_", StringComparison.Ordinal) => DrawnLook.Pool,
        _ when operation.StartsWith("dil_", StringComparison.Ordinal) => DrawnLook.OtherConvolution,
        _ when operation.Contains("_conv_", StringComparison.Ordinal) => DrawnLook.Convolution,
        _ => DrawnLook.None,
    };
}
