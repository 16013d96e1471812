using System.Text;

namespace Espalier.Spaces.HyperCuboid;

/// <summary>Draws a path: maps as bars as high as they are wide in channels, steps between them.</summary>
internal static class HyperCuboidDrawing
{
    private const string Name = "path";
    private const int Pitch = 104;
    private const int Margin = 60;
    private const int Bar = 16;
    private const int Tallest = 96;
    private const int Top = 40;

    // Colours go by classes, so that a viewer in the dark gets its own; a page may say what paper the drawing is on.
    private const string Style = """
        <style>
        .path{color:#333;--plate:var(--paper,#fff)}.path .paper{fill:var(--plate)}.path text{fill:currentColor}.path .bar{fill:#1f5fa8}
        .path .sep{color:#1f5fa8}.path .pool{color:#2b7d3c}
        @media (prefers-color-scheme:dark){.path{color:#dcdcdc;--plate:var(--paper,#16191d)}.path .bar,.path .sep{color:#7db4f0;fill:#7db4f0}
        .path .pool{color:#7ecb95}}
        </style>
        """;

    /// <summary>The path as lines of text and as SVG.</summary>
    internal static Drawing Of(HyperCuboidGenotype genotype) => new(Name, Text(genotype), Svg(genotype));

    private static string Text(HyperCuboidGenotype genotype)
    {
        var text = new StringBuilder($"{Name}\n  images ── stem ──► {genotype.Widths[0]}C\n");
        for (var step = 0; step < genotype.Operations.Count; step++)
        {
            var (from, to) = (genotype.Widths[step], genotype.Widths[step + 1]);
            text.Append($"  {from}C ── {genotype.Operations[step]}, stride {HyperCuboidShape.StrideOf(step)} ──► {to}C\n");
        }

        return text.ToString();
    }

    private static string Svg(HyperCuboidGenotype genotype)
    {
        var (body, widest) = (new StringBuilder(), genotype.Widths.Max());
        for (var place = 0; place < genotype.Widths.Count; place++)
        {
            var (x, height) = (Margin + (Pitch * place), Math.Max(4, Tallest * genotype.Widths[place] / widest));
            body.Append(
                $"<rect class=\"bar\" x=\"{x - (Bar / 2)}\" y=\"{Top + ((Tallest - height) / 2)}\" width=\"{Bar}\" height=\"{height}\"/>\n");
            body.Append($"<text x=\"{x}\" y=\"{Top + Tallest + 18}\" text-anchor=\"middle\">{genotype.Widths[place]}C</text>\n");
        }

        for (var step = 0; step < genotype.Operations.Count; step++)
        {
            var (left, kind) = (Margin + (Pitch * step), genotype.Operations[step] == HyperCuboidShape.MaxPool3x3 ? "pool" : "sep");
            var (start, end, middle) = (left + Bar, left + Pitch - Bar, Top + (Tallest / 2));
            body.Append(
                $"<g class=\"{kind}\"><path d=\"M{start} {middle} L{end} {middle}\" stroke=\"currentColor\" stroke-width=\"2\"/>"
                + $"<path d=\"M{end - 8} {middle - 4} L{end - 8} {middle + 4} L{end} {middle} Z\" fill=\"currentColor\"/></g>\n");
            var above = step % 2 == 0 ? 14 : 30;
            body.Append($"<text x=\"{left + (Pitch / 2)}\" y=\"{above}\" text-anchor=\"middle\" class=\"{kind}\">{genotype.Operations[step]}</text>\n");
        }

        var (width, total) = ((2 * Margin) + (Pitch * genotype.Operations.Count), Top + Tallest + 32);
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="path" width="{width}" height="{total}" viewBox="0 0 {width} {total}"
             font-family="Helvetica, Arial, sans-serif" font-size="13">
            {Style}
            <rect class="paper" width="{width}" height="{total}"/>
            {body}</svg>

            """;
    }
}
