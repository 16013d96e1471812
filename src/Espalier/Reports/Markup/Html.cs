namespace Espalier.Reports.Markup;

/// <summary>A piece of a page. What <see cref="Of"/> is given in braces is text and is escaped, unless it is a piece itself.</summary>
internal readonly struct Html
{
    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>No piece at all.</summary>
    internal static Html None => default;

    /// <summary>Whether there is nothing in it.</summary>
    internal bool IsEmpty => string.IsNullOrEmpty(markup);

    /// <summary>A piece out of markup (the literal part) and values (in braces: escaped text, pieces, or lists of pieces).</summary>
    internal static Html Of(HtmlBuilder content) => new(content.Markup());

    /// <summary>Markup that somebody else made and escaped.</summary>
    internal static Html Trusted(string markup) => new(markup);

    /// <summary>Pieces one after another.</summary>
    internal static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.ToString())));

    /// <summary>A paragraph, where there is a text.</summary>
    internal static Html Note(string? text) => text is null ? None : Of($"<p class=\"note\">{text}</p>\n");

    /// <inheritdoc/>
    public override string ToString() => markup ?? string.Empty;
}
