using System.Globalization;
using System.Text;

namespace Espalier.Spaces.Darts;

/// <summary>Draws the two cells of a DARTS genotype, as text and as SVG.</summary>
/// <remarks>
/// Indices are the genotype's: 0 and 1 are the cell's inputs (the outputs of the last cell but one and of the last), 2 and on its nodes.
/// In the SVG every operation is an arc above the row of indices. Two arcs have their tops at the same place only if they join the same
/// indices, which a genotype rules out, so labels at the tops never meet.
/// </remarks>
public static class DartsDrawing
{
    private const string Normal = "normal cell";
    private const string Reduction = "reduction cell";
    private const int Pitch = 132;
    private const int Margin = 60;
    private const int Rise = 38;
    private const int Sink = 17;
    private const int Radius = 17;
    private const int Heading = 46;
    private const int Footing = 24;
    private const int LetterWidth = 8;

    // Colours go by classes, so that a viewer in the dark gets its own; a page may say what paper the drawing is on.
    private const string Style = """
        <style>
        .cells{color:#333;--plate:var(--paper,#fff)}.cells .paper,.cells .plate{fill:var(--plate)}.cells text{fill:currentColor}
        .cells .wire{color:#a9a9a9}.cells .sep{color:#1f5fa8}.cells .dil{color:#7a3aa0}.cells .pool{color:#2b7d3c}
        .cells .skip{color:#a84d12}.cells .none{color:#767676}.cells .in{--disc:#dfe9f5}.cells .node{--disc:#fff3d6}.cells .out{--disc:#e6e6e6}
        .cells circle{fill:var(--disc);stroke:currentColor}
        @media (prefers-color-scheme:dark){.cells{color:#dcdcdc;--plate:var(--paper,#16191d)}.cells .wire{color:#6b6f75}.cells .sep{color:#7db4f0}
        .cells .dil{color:#c9a0ec}.cells .pool{color:#7ecb95}.cells .skip{color:#f0a46c}.cells .none{color:#9a9a9a}
        .cells .in{--disc:#26384d}.cells .node{--disc:#4a3f22}.cells .out{--disc:#3a3d42}}
        </style>
        """;

    /// <summary>Both cells as lines of text: for each node the two edges that it sums.</summary>
    public static string Text(DartsGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var text = new StringBuilder();
        TextCell(text, Normal, genotype.Normal, genotype.NormalConcat);
        text.Append('\n');
        TextCell(text, Reduction, genotype.Reduce, genotype.ReduceConcat);
        return text.ToString();
    }

    /// <summary>Both cells as one SVG document, without fonts or files of its own.</summary>
    public static string Svg(DartsGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var body = new StringBuilder();
        var normal = SvgCell(body, 0, Normal, genotype.Normal, genotype.NormalConcat);
        var height = normal + SvgCell(body, normal, Reduction, genotype.Reduce, genotype.ReduceConcat);
        return Document(body, Math.Max(genotype.Normal.Count, genotype.Reduce.Count), height);
    }

    /// <summary>Each cell as a drawing of its own.</summary>
    public static IReadOnlyList<Drawing> Drawings(DartsGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return [Cell(Normal, genotype.Normal, genotype.NormalConcat), Cell(Reduction, genotype.Reduce, genotype.ReduceConcat)];
    }

    private static Drawing Cell(string name, IReadOnlyList<(string Operation, int Input)> edges, IReadOnlyList<int> concat)
    {
        var (text, body) = (new StringBuilder(), new StringBuilder());
        TextCell(text, name, edges, concat);
        var height = SvgCell(body, 0, name, edges, concat);
        return new Drawing(name, text.ToString(), Document(body, edges.Count, height));
    }

    private static string Document(StringBuilder body, int edges, int height)
    {
        var width = (2 * Margin) + (Pitch * ((edges / 2) + 2));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="cells" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
             font-family="Helvetica, Arial, sans-serif" font-size="13">
            {Style}
            <rect class="paper" width="{width}" height="{height}"/>
            {body}</svg>

            """;
    }

    private static void TextCell(
        StringBuilder text, string name, IReadOnlyList<(string Operation, int Input)> edges, IReadOnlyList<int> concat)
    {
        var longest = edges.Max(edge => edge.Operation.Length);
        text.Append(name).Append('\n');
        for (var i = 0; i < edges.Count; i += 2)
        {
            text.Append(Edge(edges[i])).Append("─┐\n");
            text.Append(Edge(edges[i + 1])).Append(CultureInfo.InvariantCulture, $"─┴─► {(i / 2) + 2}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  output = concat({string.Join(", ", concat)})\n");

        string Edge((string Operation, int Input) edge) =>
            $"  {edge.Input} ── {edge.Operation} {new string('─', longest - edge.Operation.Length + 1)}";
    }

    /// <summary>Appends one cell below <paramref name="top"/> and gives its height.</summary>
    private static int SvgCell(
        StringBuilder svg, int top, string name, IReadOnlyList<(string Operation, int Input)> edges, IReadOnlyList<int> concat)
    {
        var output = (edges.Count / 2) + 2;
        var axis = top + Heading + (Rise * Enumerable.Range(0, edges.Count).Max(edge => Node(edge) - edges[edge].Input)) + Radius;
        svg.Append(Label(Margin - Radius, top + 28, name, "font-size=\"17\" font-weight=\"bold\""));
        foreach (var node in concat)
        {
            svg.Append(Arc(X(node), X(output), axis + Radius, -Sink * (output - node), "wire", "1.4", dashed: false));
        }

        for (var edge = 0; edge < edges.Count; edge++)
        {
            var (operation, input) = edges[edge];
            var (left, height) = (Leave(input, Node(edge)), Rise * (Node(edge) - input));
            svg.Append(Arc(left, Arrive(edge), axis - Radius, height, Kind(operation), "2", operation == DartsOperations.None));
        }

        for (var edge = 0; edge < edges.Count; edge++)
        {
            var middle = (Leave(edges[edge].Input, Node(edge)) + Arrive(edge)) / 2;
            var y = axis - Radius - (Rise * (Node(edge) - edges[edge].Input)) + 4;
            svg.Append(Plate(middle, y, edges[edge].Operation));
            svg.Append(Label(middle, y, edges[edge].Operation, $"text-anchor=\"middle\" class=\"{Kind(edges[edge].Operation)}\""));
        }

        for (var index = 0; index <= output; index++)
        {
            var label = index == output ? "out" : index.ToString(CultureInfo.InvariantCulture);
            svg.Append(Disc(X(index), axis, label, index < 2 ? "in" : index == output ? "out" : "node"));
        }

        var bottom = axis + Radius + (Sink * (output - concat[0])) + Footing;
        svg.Append(Label(X(0), axis + Radius + 18, "last cell but one", "text-anchor=\"middle\" font-size=\"11\""));
        svg.Append(Label(X(1), axis + Radius + 18, "last cell", "text-anchor=\"middle\" font-size=\"11\""));
        return bottom - top;

        int Node(int edge) => (edge / 2) + 2;

        // The longer of a node's two edges arrives to the right of the shorter, so that it passes over it.
        int Arrive(int edge) => X(Node(edge)) + (edges[edge].Input < edges[edge ^ 1].Input ? -3 : -11);

        int Leave(int input, int node) => X(input) + Math.Max(3, 13 - (2 * (node - input)));
    }

    private static int X(int index) => Margin + (Pitch * index);

    /// <summary>Half an ellipse from left to right; a positive height is above the axis. An arrow's head ends it.</summary>
    private static string Arc(int left, int right, int axis, int height, string kind, string width, bool dashed)
    {
        var sign = Math.Sign(height);
        var dash = dashed ? " stroke-dasharray=\"4 4\"" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             <g class="{kind}"><path d="M{left} {axis} A{(right - left) / 2.0} {Math.Abs(height)} 0 0 {(sign > 0 ? 1 : 0)} {right} {axis}"
              fill="none" stroke="currentColor" stroke-width="{width}"{dash}/>
             <path d="M{right - 4} {axis - (sign * 8)} L{right + 4} {axis - (sign * 8)} L{right} {axis} Z" fill="currentColor"/></g>

             """);
    }

    private static string Disc(int x, int y, string label, string kind) =>
        $"<circle class=\"{kind}\" cx=\"{x}\" cy=\"{y}\" r=\"{Radius}\"/>\n"
        + Label(x, y + 5, label, "text-anchor=\"middle\" font-weight=\"bold\"");

    private static string Label(int x, int y, string text, string style) => $"<text x=\"{x}\" y=\"{y}\" {style}>{text}</text>\n";

    /// <summary>A plate of the paper's colour behind a label, so that no line runs through it.</summary>
    private static string Plate(int x, int y, string text)
    {
        var width = LetterWidth * text.Length;
        return $"<rect x=\"{x - (width / 2)}\" y=\"{y - 12}\" width=\"{width}\" height=\"16\" class=\"plate\"/>\n";
    }

    private static string Kind(string operation) => operation switch
    {
        DartsOperations.SepConv3x3 or DartsOperations.SepConv5x5 => "sep",
        DartsOperations.DilConv3x3 or DartsOperations.DilConv5x5 => "dil",
        DartsOperations.MaxPool3x3 or DartsOperations.AvgPool3x3 => "pool",
        DartsOperations.SkipConnect => "skip",
        _ => "none",
    };
}
