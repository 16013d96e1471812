namespace Espalier.Reports.Markup;

/// <summary>A table that scrolls within its own frame where the page is narrower.</summary>
/// <param name="name">What it is, for whoever does not see it.</param>
/// <param name="heads">The columns' heads; one that begins with <c>&gt;</c> is of numbers and aligned to the right.</param>
internal sealed class HtmlTable(string name, params string[] heads)
{
    private readonly List<Html> rows = [];

    /// <summary>Whether there is no row.</summary>
    internal bool IsEmpty => rows.Count == 0;

    /// <summary>Adds a row of texts or pieces.</summary>
    internal void Add(params object?[] cells) => rows.Add(Html.Of($"<tr>{cells.Select(Cell)}</tr>\n"));

    /// <summary>The whole; nothing where there is no row.</summary>
    internal Html ToHtml() => IsEmpty
        ? Html.None
        : Html.Of($"""
            <div class="scroll" role="region" aria-label="{name}" tabindex="0"><table>
            {Head()}<tbody>
            {rows}</tbody></table></div>

            """);

    private Html Head() => heads.All(string.IsNullOrEmpty)
        ? Html.None
        : Html.Of($"<thead><tr>{heads.Select((head, i) => Html.Of($"<th scope=\"col\"{Class(i)}>{head.TrimStart('>')}</th>"))}</tr></thead>\n");

    private Html Cell(object? cell, int column) => column == 0
        ? Html.Of($"<th scope=\"row\"{Class(column)}>{cell}</th>")
        : Html.Of($"<td{Class(column)}>{cell}</td>");

    private Html Class(int column) => column < heads.Length && heads[column].StartsWith('>') ? Html.Of($" class=\"number\"") : Html.None;
}
