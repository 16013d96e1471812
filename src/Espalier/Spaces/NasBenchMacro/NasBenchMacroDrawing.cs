using System.Text;

namespace Espalier.Spaces.NasBenchMacro;

/// <summary>Draws a network as a row of blocks, stage by stage.</summary>
internal static class NasBenchMacroDrawing
{
    internal const string Reading = "Widths are in multiples of the network's channels; each stage begins with stride 2.";
    private const string Name = "layers";
    private const int Pitch = 92;
    private const int Margin = 24;
    private const int Box = 72;
    private const int Top = 44;
    private const int Bottom = 44;

    // Colours go by classes, so that a viewer in the dark gets its own; a page may say what paper the drawing is on.
    private const string Style = """
        <style>
        .layers{color:#333;--plate:var(--paper,#fff)}.layers .paper{fill:var(--plate)}.layers text{fill:currentColor}.layers line{stroke:currentColor}
        .layers .b0{fill:none;stroke:#767676;stroke-dasharray:4 3}.layers .b1{fill:#1f5fa8;fill-opacity:.3}.layers .b2{fill:#1f5fa8;fill-opacity:.7}
        @media (prefers-color-scheme:dark){.layers{color:#dcdcdc;--plate:var(--paper,#16191d)}.layers .b1,.layers .b2{fill:#7db4f0}}
        </style>
        """;

    /// <summary>The network as lines of text and as SVG.</summary>
    internal static Drawing Of(NasBenchMacroGenotype genotype) => new(Name, Text(genotype), Svg(genotype));

    private static string Text(NasBenchMacroGenotype genotype)
    {
        var text = new StringBuilder($"{Name}\n  images ── stem ──► 1C\n");
        foreach (var layer in NasBenchMacroLayers.All)
        {
            text.Append($"  {layer.From}C ── {Block(genotype, layer)}, stride {layer.Stride} ──► {layer.To}C\n");
        }

        return text.ToString();
    }

    private static string Svg(NasBenchMacroGenotype genotype)
    {
        var body = new StringBuilder();
        foreach (var layer in NasBenchMacroLayers.All)
        {
            var left = Margin + (Pitch * layer.Number);
            var (middle, height) = (left + (Box / 2), 40 + (20 * genotype.Blocks[layer.Number]));
            var axis = Top + 40;
            body.Append($"<rect class=\"b{genotype.Blocks[layer.Number]}\" x=\"{left}\" y=\"{axis - (height / 2)}\" width=\"{Box}\" height=\"{height}\"/>\n");
            body.Append($"<text x=\"{middle}\" y=\"{axis}\" dy=\".33em\" text-anchor=\"middle\">{Block(genotype, layer)}</text>\n");
            body.Append($"<text x=\"{middle}\" y=\"{axis + 64}\" text-anchor=\"middle\">{layer.To}C</text>\n");
            if (layer.Widens)
            {
                body.Append($"<text x=\"{left}\" y=\"{Top - 22}\">stage {layer.Stage + 1}</text>\n");
            }

            if (layer.Number > 0)
            {
                body.Append($"<line x1=\"{left - Pitch + Box}\" x2=\"{left}\" y1=\"{axis}\" y2=\"{axis}\"/>\n");
            }
        }

        var (width, total) = ((2 * Margin) + (Pitch * NasBenchMacroLayers.Count) - (Pitch - Box), Top + 80 + Bottom);
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" class="layers" width="{width}" height="{total}" viewBox="0 0 {width} {total}"
             font-family="Helvetica, Arial, sans-serif" font-size="13">
            {Style}
            <rect class="paper" width="{width}" height="{total}"/>
            {body}</svg>

            """;
    }

    private static string Block(NasBenchMacroGenotype genotype, NasBenchMacroLayer layer) => NasBenchMacroLayers.Blocks[genotype.Blocks[layer.Number]];
}
