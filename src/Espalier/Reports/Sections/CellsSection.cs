using Espalier.Reports.Markup;
using Espalier.Spaces;

namespace Espalier.Reports.Sections;

/// <summary>The chosen architecture as drawings.</summary>
internal static class CellsSection
{
    internal static Html Body(ReportedRun run) => run.Genotype switch
    {
        null => Html.Note("No architecture was chosen yet."),
        IDrawn drawn => Html.Of($"{Html.Note(drawn.Reading)}{drawn.Drawings().Select(Figure)}{Text(run.Genotype)}"),
        _ => Text(run.Genotype),
    };

    private static Html Figure(Drawing drawing) => Html.Of($"""
        <figure class="cell"><div class="scroll" role="img" tabindex="0" aria-label="{drawing.Name}: {drawing.Text}">{Html.Trusted(drawing.Svg)}</div>
        <details><summary>{drawing.Name} as text</summary><pre class="scroll" tabindex="0">{drawing.Text}</pre></details></figure>

        """);

    private static Html Text(Genotype genotype) =>
        Html.Of($"<details><summary>genotype, as --genotype takes it</summary><pre class=\"wrap\">{genotype.Text}</pre></details>\n");
}
