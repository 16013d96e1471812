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
    private const int Pitch = 132;
    private const int Margin = 60;
    private const int Rise = 38;
    private const int Sink = 17;
    private const int Radius = 17;
    private const int Heading = 46;
    private const int Footing = 24;
    private const int LetterWidth = 8;

    /// <summary>Both cells as lines of text: for each node the two edges that it sums.</summary>
    public static string Text(DartsGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var text = new StringBuilder();
        TextCell(text, "normal cell", genotype.Normal, genotype.NormalConcat);
        text.Append('\n');
        TextCell(text, "reduction cell", genotype.Reduce, genotype.ReduceConcat);
        return text.ToString();
    }

    /// <summary>Both cells as one SVG document, without fonts or files of its own.</summary>
    public static string Svg(DartsGenotype genotype)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        var body = new StringBuilder();
        var normal = SvgCell(body, 0, "normal cell", genotype.Normal, genotype.NormalConcat);
        var height = normal + SvgCell(body, normal, "reduction cell", genotype.Reduce, genotype.ReduceConcat);
        var width = (2 * Margin) + (Pitch * (Math.Max(genotype.Normal.Count, genotype.Reduce.Count) / 2 + 2));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
             font-family="Helvetica, Arial, sans-serif" font-size="13">
            <rect width="{width}" height="{height}" fill="#ffffff"/>
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
            svg.Append(Arc(X(node), X(output), axis + Radius, -Sink * (output - node), "#b0b0b0", "1.4", dashed: false));
        }

        for (var edge = 0; edge < edges.Count; edge++)
        {
            var (operation, input) = edges[edge];
            var (left, height) = (Leave(input, Node(edge)), Rise * (Node(edge) - input));
            svg.Append(Arc(left, Arrive(edge), axis - Radius, height, Colour(operation), "2", operation == DartsOperations.None));
        }

        for (var edge = 0; edge < edges.Count; edge++)
        {
            var middle = (Leave(edges[edge].Input, Node(edge)) + Arrive(edge)) / 2;
            var y = axis - Radius - (Rise * (Node(edge) - edges[edge].Input)) + 4;
            svg.Append(Plate(middle, y, edges[edge].Operation));
            svg.Append(Label(middle, y, edges[edge].Operation, $"text-anchor=\"middle\" fill=\"{Colour(edges[edge].Operation)}\""));
        }

        for (var index = 0; index <= output; index++)
        {
            var label = index == output ? "out" : index.ToString(CultureInfo.InvariantCulture);
            svg.Append(Disc(X(index), axis, label, index < 2 ? "#dfe9f5" : index == output ? "#e6e6e6" : "#fff3d6"));
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
    private static string Arc(int left, int right, int axis, int height, string colour, string width, bool dashed)
    {
        var sign = Math.Sign(height);
        var dash = dashed ? " stroke-dasharray=\"4 4\"" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
             <path d="M{left} {axis} A{(right - left) / 2.0} {Math.Abs(height)} 0 0 {(sign > 0 ? 1 : 0)} {right} {axis}"
              fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>
             <path d="M{right - 4} {axis - (sign * 8)} L{right + 4} {axis - (sign * 8)} L{right} {axis} Z" fill="{colour}"/>

             """);
    }

    private static string Disc(int x, int y, string label, string fill) =>
        $"<circle cx=\"{x}\" cy=\"{y}\" r=\"{Radius}\" fill=\"{fill}\" stroke=\"#404040\"/>\n"
        + Label(x, y + 5, label, "text-anchor=\"middle\" font-weight=\"bold\"");

    private static string Label(int x, int y, string text, string style) => $"<text x=\"{x}\" y=\"{y}\" {style}>{text}</text>\n";

    /// <summary>A white plate behind a label, so that no line runs through it.</summary>
    private static string Plate(int x, int y, string text)
    {
        var width = LetterWidth * text.Length;
        return $"<rect x=\"{x - (width / 2)}\" y=\"{y - 12}\" width=\"{width}\" height=\"16\" fill=\"#ffffff\"/>\n";
    }

    private static string Colour(string operation) => operation switch
    {
        DartsOperations.SepConv3x3 or DartsOperations.SepConv5x5 => "#1f5fa8",
        DartsOperations.DilConv3x3 or DartsOperations.DilConv5x5 => "#7a3aa0",
        DartsOperations.MaxPool3x3 or DartsOperations.AvgPool3x3 => "#2b7d3c",
        DartsOperations.SkipConnect => "#b0551a",
        _ => "#808080",
    };
}
