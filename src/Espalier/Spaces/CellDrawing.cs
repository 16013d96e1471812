using System.Globalization;
using System.Text;

namespace Espalier.Spaces;

/// <summary>Draws cells of any space, as text and as SVG.</summary>
/// <remarks>
/// In the SVG every operation is an arc above the row of points. Two arcs have their tops at the same place only if they join the same
/// points, which a genotype rules out, so labels at the tops never meet.
/// </remarks>
internal static class CellDrawing
{
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

    /// <summary>Each cell as a drawing of its own.</summary>
    internal static IReadOnlyList<Drawing> Drawings(params IEnumerable<DrawnCell> cells) =>
        [.. cells.Select(cell => new Drawing(cell.Name, Text(cell), Svg(cell)))];

    /// <summary>Cells as lines of text: for each node the operations that it sums.</summary>
    internal static string Text(params IEnumerable<DrawnCell> cells) => string.Join('\n', cells.Select(TextOf));

    /// <summary>Cells below each other in one SVG document, without fonts or files of its own.</summary>
    internal static string Svg(params IEnumerable<DrawnCell> cells)
    {
        var (body, height, points) = (new StringBuilder(), 0, 0);
        foreach (var cell in cells)
        {
            height += Append(body, height, cell);
            points = Math.Max(points, cell.Points.Count);
        }

        var width = (2 * Margin) + (Pitch * (points - 1));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="cells" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
             font-family="Helvetica, Arial, sans-serif" font-size="13">
            {Style}
            <rect class="paper" width="{width}" height="{height}"/>
            {body}</svg>

            """;
    }

    private static string TextOf(DrawnCell cell)
    {
        var longest = cell.Edges.Max(edge => edge.Operation.Length);
        var text = new StringBuilder().Append(cell.Name).Append('\n');
        foreach (var node in cell.Edges.GroupBy(edge => edge.To).Select(edges => edges.ToArray()))
        {
            foreach (var (i, edge) in node.Index())
            {
                var (isFirst, isLast) = (i == 0, i == node.Length - 1);
                var join = isFirst && isLast ? "──" : isLast ? "┴─" : isFirst ? "┐" : "┤";
                var end = isLast ? $"► {cell.Points[edge.To].Label}" : string.Empty;
                var rest = new string('─', longest - edge.Operation.Length + 1);
                text.Append(CultureInfo.InvariantCulture, $"  {cell.Points[edge.From].Label} ── {edge.Operation} {rest}─{join}{end}\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"  output = {cell.Output}\n").ToString();
    }

    /// <summary>Appends one cell below <paramref name="top"/> and gives its height.</summary>
    private static int Append(StringBuilder svg, int top, DrawnCell cell)
    {
        var axis = top + Heading + (Rise * cell.Edges.Max(Span)) + Radius;
        svg.Append(Label(Margin - Radius, top + 28, cell.Name, "font-size=\"17\" font-weight=\"bold\""));
        foreach (var (from, to) in cell.Wires)
        {
            svg.Append(Arc(X(from), X(to), axis + Radius, -Sink * (to - from), "wire", "1.4", dashed: false));
        }

        foreach (var edge in cell.Edges)
        {
            svg.Append(Arc(Leave(edge), Arrive(cell, edge), axis - Radius, Rise * Span(edge), Class(edge.Look), "2", edge.Look == DrawnLook.None));
        }

        foreach (var edge in cell.Edges)
        {
            var middle = (Leave(edge) + Arrive(cell, edge)) / 2;
            var y = axis - Radius - (Rise * Span(edge)) + 4;
            svg.Append(Plate(middle, y, edge.Operation));
            svg.Append(Label(middle, y, edge.Operation, $"text-anchor=\"middle\" class=\"{Class(edge.Look)}\""));
        }

        foreach (var (index, point) in cell.Points.Index())
        {
            svg.Append(Disc(X(index), axis, point.Label, point.Role.ToString().ToLowerInvariant()));
        }

        foreach (var (index, point) in cell.Points.Index().Where(pair => pair.Item.Caption is not null))
        {
            svg.Append(Label(X(index), axis + Radius + 18, point.Caption!, "text-anchor=\"middle\" font-size=\"11\""));
        }

        return axis + Radius + (Sink * cell.Wires.Select(wire => wire.To - wire.From).DefaultIfEmpty().Max()) + Footing - top;
    }

    private static int Span(DrawnEdge edge) => edge.To - edge.From;

    /// <summary>The longer of two edges into a point arrives to the right of the shorter, so that it passes over it.</summary>
    private static int Arrive(DrawnCell cell, DrawnEdge edge) =>
        X(edge.To) - 11 + (8 * cell.Edges.Count(other => other.To == edge.To && other.From > edge.From));

    private static int Leave(DrawnEdge edge) => X(edge.From) + Math.Max(3, 13 - (2 * Span(edge)));

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

    private static string Class(DrawnLook look) => look switch
    {
        DrawnLook.Convolution => "sep",
        DrawnLook.OtherConvolution => "dil",
        DrawnLook.Pool => "pool",
        DrawnLook.Skip => "skip",
        _ => "none",
    };
}
