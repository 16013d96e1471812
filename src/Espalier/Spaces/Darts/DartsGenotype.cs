using System.Globalization;
using System.Text;

namespace Espalier.Spaces.Darts;

/// <summary>
/// One architecture of the DARTS space, or of another on its topology: a normal and a reduction cell, each with exactly two incoming edges
/// per node and the nodes that are concatenated into its output.
/// </summary>
/// <remarks>
/// <para>
/// Indices within a cell: 0 and 1 are its inputs (the outputs of the cell before the last and of the last), node <c>i</c> (counted
/// from 0) has index <c>i + 2</c> and takes inputs <c>0 .. i + 1</c>. Edges <c>2i</c> and <c>2i + 1</c> of a cell's list belong to
/// node <c>i</c>.
/// </para>
/// <para>
/// The two inputs of a node are distinct. The field's notation could write one input twice; the derivation of DARTS (the two strongest
/// incoming edges of different inputs) never yields that, so it lies outside the space.
/// </para>
/// <para>
/// Canonical order: the edges of a node are sorted by input and the concatenated nodes ascend. A node sums its edges, and a concatenation
/// only permutes channels, so texts that differ in that order describe the same architecture, are equal here and share one
/// <see cref="Text"/>. Weights stored under another order of edges must be reordered by who reads them.
/// </para>
/// <para><c>none</c> is a legal operation, so that any vertex of the relaxation has a genotype; derivations leave it out.</para>
/// </remarks>
public sealed class DartsGenotype : Genotype, IDrawn
{
    /// <summary>The name of DARTS' own space: <c>darts</c>.</summary>
    public const string SpaceName = "darts";

    /// <summary>Builds a genotype of the DARTS space and brings it into canonical order.</summary>
    /// <param name="normal">Edges of the normal cell, two per node: a name of <see cref="DartsOperations"/> and an input.</param>
    /// <param name="normalConcat">Indices (2 and up) of the nodes whose outputs make the normal cell's output.</param>
    /// <param name="reduce">Edges of the reduction cell.</param>
    /// <param name="reduceConcat">Indices of the nodes whose outputs make the reduction cell's output.</param>
    /// <exception cref="ArgumentException">
    /// A cell has no node or an odd number of edges, an unknown operation, an input that is not before its node, twice the same input at
    /// one node, or an empty, doubled or foreign concatenation.
    /// </exception>
    public DartsGenotype(
        IEnumerable<(string Operation, int Input)> normal,
        IEnumerable<int> normalConcat,
        IEnumerable<(string Operation, int Input)> reduce,
        IEnumerable<int> reduceConcat)
        : this(DartsOperations.Choices, normal, normalConcat, reduce, reduceConcat)
    {
    }

    /// <summary>Builds a genotype of any space on DARTS' topology and brings it into canonical order.</summary>
    /// <param name="choices">The space's own: its name and its operations.</param>
    /// <param name="normal">Edges of the normal cell, two per node: an operation of the space and an input.</param>
    /// <param name="normalConcat">Indices (2 and up) of the nodes whose outputs make the normal cell's output.</param>
    /// <param name="reduce">Edges of the reduction cell.</param>
    /// <param name="reduceConcat">Indices of the nodes whose outputs make the reduction cell's output.</param>
    /// <exception cref="ArgumentException">As of the other constructor.</exception>
    public DartsGenotype(
        DartsChoices choices,
        IEnumerable<(string Operation, int Input)> normal,
        IEnumerable<int> normalConcat,
        IEnumerable<(string Operation, int Input)> reduce,
        IEnumerable<int> reduceConcat)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(normalConcat);
        ArgumentNullException.ThrowIfNull(reduce);
        ArgumentNullException.ThrowIfNull(reduceConcat);
        Choices = choices;
        (Normal, NormalConcat) = Canonical([.. normal], [.. normalConcat], nameof(normal), nameof(normalConcat));
        (Reduce, ReduceConcat) = Canonical([.. reduce], [.. reduceConcat], nameof(reduce), nameof(reduceConcat));
        Text = PrintJson();
    }

    /// <summary>The operations it chose from, and how they are built.</summary>
    internal DartsChoices Choices { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Drawing> Drawings() => DartsDrawing.Drawings(this);

    /// <inheritdoc/>
    public string Reading => DartsDrawing.Reading;

    /// <summary>Both cells, the normal one above.</summary>
    public string Svg() => DartsDrawing.Svg(this);

    /// <summary>Edges of the normal cell, two per node, sorted by input within a node.</summary>
    public IReadOnlyList<(string Operation, int Input)> Normal { get; }

    /// <summary>Ascending indices of the nodes concatenated into the normal cell's output.</summary>
    public IReadOnlyList<int> NormalConcat { get; }

    /// <summary>Edges of the reduction cell, two per node, sorted by input within a node.</summary>
    public IReadOnlyList<(string Operation, int Input)> Reduce { get; }

    /// <summary>Ascending indices of the nodes concatenated into the reduction cell's output.</summary>
    public IReadOnlyList<int> ReduceConcat { get; }

    /// <inheritdoc/>
    public override string Space => Choices.Space;

    /// <summary>
    /// The canonical text: JSON on one line,
    /// <c>{"space":"darts","normal":[["sep_conv_3x3",0],...],"normal_concat":[2,3,4,5],"reduce":[...],"reduce_concat":[...]}</c>.
    /// </summary>
    public override string Text { get; }

    /// <summary>
    /// The notation of published genotypes:
    /// <c>Genotype(normal=[('sep_conv_3x3', 0), ...], normal_concat=range(2, 6), reduce=[...], reduce_concat=range(2, 6))</c>.
    /// </summary>
    /// <remarks>Consecutive nodes are printed as a range, others as a list; the edges are in canonical order.</remarks>
    public override string FieldNotation =>
        $"Genotype(normal={FieldEdges(Normal)}, normal_concat={FieldConcat(NormalConcat)}, "
        + $"reduce={FieldEdges(Reduce)}, reduce_concat={FieldConcat(ReduceConcat)})";

    private (IReadOnlyList<(string Operation, int Input)> Edges, IReadOnlyList<int> Concat) Canonical(
        (string Operation, int Input)[] edges, int[] concat, string edgesName, string concatName)
    {
        foreach (var (operation, _) in edges)
        {
            ArgumentNullException.ThrowIfNull(operation, edgesName);
        }

        if (DartsGenotypeRules.FirstFault(Choices, edges, concat) is { } fault)
        {
            var name = fault.Part == DartsCellPart.Edges ? edgesName : concatName;
            var entry = fault.Index is { } index ? $"entry {index}: " : string.Empty;
            throw new ArgumentException($"{entry}{fault.What}; {fault.Mend}", name);
        }

        for (var first = 0; first < edges.Length; first += DartsGenotypeRules.EdgesPerNode)
        {
            if (edges[first].Input > edges[first + 1].Input)
            {
                (edges[first], edges[first + 1]) = (edges[first + 1], edges[first]);
            }
        }

        Array.Sort(concat);
        return (Array.AsReadOnly(edges), Array.AsReadOnly(concat));
    }

    private static string FieldEdges(IEnumerable<(string Operation, int Input)> edges) =>
        $"[{string.Join(", ", edges.Select(edge => $"('{edge.Operation}', {edge.Input})"))}]";

    private static string FieldConcat(IReadOnlyList<int> nodes) =>
        nodes[^1] - nodes[0] == nodes.Count - 1 ? $"range({nodes[0]}, {nodes[^1] + 1})" : $"[{string.Join(", ", nodes)}]";

    private string PrintJson()
    {
        var text = new StringBuilder(512);
        text.Append(CultureInfo.InvariantCulture, $"{{\"space\":\"{Space}\"");
        PrintCell(text, "normal", Normal, NormalConcat);
        PrintCell(text, "reduce", Reduce, ReduceConcat);
        return text.Append('}').ToString();
    }

    private static void PrintCell(
        StringBuilder text, string cell, IEnumerable<(string Operation, int Input)> edges, IEnumerable<int> concat)
    {
        text.Append(CultureInfo.InvariantCulture, $",\"{cell}\":[");
        text.AppendJoin(',', edges.Select(edge => $"[\"{edge.Operation}\",{edge.Input}]"));
        text.Append(CultureInfo.InvariantCulture, $"],\"{cell}_concat\":[");
        text.AppendJoin(',', concat).Append(']');
    }
}
