namespace Espalier.Spaces.NasBench201;

/// <summary>Draws the cell of a genotype of NAS-Bench-201, as text and as SVG.</summary>
/// <remarks>Indices are the genotype's: 0 is the input, 3 the output.</remarks>
internal static class NasBench201Drawing
{
    /// <summary>How a drawing is read.</summary>
    internal const string Reading = "0 is the cell's input, 3 its output; each node sums the operations that lead to it, and 'none' adds nothing.";

    /// <summary>The cell.</summary>
    internal static DrawnCell Cell(NasBench201Genotype genotype) => new(
        "cell",
        [
            new("0", DrawnRole.In, "input"),
            .. Enumerable.Range(1, NasBench201Genotype.Nodes - 1).Select(node => new DrawnPoint($"{node}", DrawnRole.Node)),
            new($"{NasBench201Genotype.Nodes}", DrawnRole.Out, "output"),
        ],
        [
            .. from node in Enumerable.Range(0, NasBench201Genotype.Nodes)
               from source in Enumerable.Range(0, node + 1)
               select new DrawnEdge(genotype[node, source], source, node + 1, Look(genotype[node, source])),
        ],
        $"{NasBench201Genotype.Nodes}");

    private static DrawnLook Look(string operation) => operation switch
    {
        NasBench201Operations.Conv3x3 => DrawnLook.Convolution,
        NasBench201Operations.Conv1x1 => DrawnLook.OtherConvolution,
        NasBench201Operations.AvgPool3x3 => DrawnLook.Pool,
        NasBench201Operations.SkipConnect => DrawnLook.Skip,
        _ => DrawnLook.None,
    };
}
