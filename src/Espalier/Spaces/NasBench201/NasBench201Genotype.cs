namespace Espalier.Spaces.NasBench201;

/// <summary>
/// A cell of NAS-Bench-201: four nodes, of which 0 is the input, and an operation on each of the six edges from a node to a later one;
/// a node sums its edges, and node 3 is the output.
/// </summary>
/// <remarks>
/// Two genotypes are equal when their operations are. Different ones may compute the same: <see cref="Isomorph"/> is then the same.
/// </remarks>
public sealed class NasBench201Genotype : Genotype, IDrawn
{
    /// <summary>The name of the space: <c>nas-bench-201</c>.</summary>
    public const string SpaceName = "nas-bench-201";

    /// <summary>Nodes that edges end in.</summary>
    internal const int Nodes = 3;

    /// <summary>Edges of a cell.</summary>
    internal const int Edges = Nodes * (Nodes + 1) / 2;

    /// <summary>A cell.</summary>
    /// <param name="operations">
    /// Six names of <see cref="NasBench201Operations"/>, of the edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3: as the published text has them.
    /// </param>
    /// <exception cref="ArgumentException">There are not six, or one is unknown.</exception>
    public NasBench201Genotype(IEnumerable<string> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        Operations = [.. operations];
        if (Operations.Count != Edges)
        {
            throw new ArgumentException($"{Operations.Count} operations, where a cell has {Edges} edges", nameof(operations));
        }

        if (Operations.FirstOrDefault(operation => NasBench201Operations.IndexOf(operation) < 0) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no operation of the space", nameof(operations));
        }

        Arch = string.Join('+', Enumerable.Range(0, Nodes).Select(node =>
            $"|{string.Concat(Enumerable.Range(0, node + 1).Select(source => $"{this[node, source]}~{source}|"))}"));
        Text = $"{{\"space\":\"{SpaceName}\",\"cell\":\"{Arch}\"}}";
        Isomorph = Outputs(resolvesZeros: true);
    }

    /// <summary>The operations of the edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3.</summary>
    public IReadOnlyList<string> Operations { get; }

    /// <summary>The field's notation, e.g. <c>|nor_conv_3x3~0|+|none~0|skip_connect~1|+|...|</c>.</summary>
    public string Arch { get; }

    /// <summary>
    /// What the cell computes, the same for all isomorphic cells (section 2.4 of the paper): skips stand for their source, zeros for
    /// nothing, sums are sorted. There are 6,466 different ones.
    /// </summary>
    public string Isomorph { get; }

    /// <inheritdoc/>
    public override string Function => Isomorph;

    /// <inheritdoc/>
    public override string Space => SpaceName;

    /// <inheritdoc/>
    public override string Text { get; }

    /// <inheritdoc/>
    public override string FieldNotation => Arch;

    /// <inheritdoc/>
    public string Reading => NasBench201Drawing.Reading;

    /// <summary>The cell.</summary>
    public IReadOnlyList<Drawing> Drawings() => CellDrawing.Drawings(NasBench201Drawing.Cell(this));

    /// <summary>The operation of the edge to a node, counted from 0 without the input, from a source, counted with it.</summary>
    public string this[int node, int source] => Operations[EdgeOf(node, source)];

    /// <summary>The place of that edge.</summary>
    internal static int EdgeOf(int node, int source) => (node * (node + 1) / 2) + source;

    /// <summary>What node 3 computes, with skips resolved and, if asked, zeros, as the published API writes it.</summary>
    internal string Outputs(bool resolvesZeros)
    {
        const string nothing = "#";
        var values = new List<string> { "0" };
        for (var node = 0; node < Nodes; node++)
        {
            var terms = Enumerable.Range(0, node + 1).Select(source => this[node, source] switch
            {
                NasBench201Operations.None when resolvesZeros => nothing,
                _ when resolvesZeros && values[source] == nothing => nothing,
                NasBench201Operations.SkipConnect => values[source],
                var operation => $"({values[source]})@{operation}",
            });
            values.Add(string.Join('+', terms.Order(StringComparer.Ordinal)));
        }

        return values[^1];
    }
}
