using Espalier.Reports.Markup;

namespace Espalier.Tests.Reports.Markup;

public sealed class HtmlTests
{
    [Fact]
    public void Values_are_escaped_and_pieces_are_not()
    {
        var piece = Html.Of($"<b>{"<i>&\"'"}</b>");

        Assert.Equal("<b>&lt;i&gt;&amp;&quot;&#39;</b>", piece.ToString());
        Assert.Equal($"<p>{piece}{piece}</p>", Html.Of($"<p>{piece}{Html.Join([piece])}</p>").ToString());
        Assert.Equal($"<p>{piece}{piece}</p>", Html.Of($"<p>{new List<Html> { piece, piece }}</p>").ToString());
    }

    [Fact]
    public void Numbers_and_nothing_are_told_alike_everywhere()
    {
        Assert.Equal("1.50|", Html.Of($"{1.5:0.00}|{null as string}").ToString());
        Assert.True(Html.Note(null).IsEmpty);
    }

    [Fact]
    public void A_table_escapes_its_cells_and_is_nothing_without_rows()
    {
        var table = new HtmlTable("<t>", "name", ">number");
        Assert.True(table.ToHtml().IsEmpty);

        table.Add("<a>", 5);

        var markup = table.ToHtml().ToString();
        Assert.Contains("<th scope=\"row\">&lt;a&gt;</th><td class=\"number\">5</td>", markup, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"&lt;t&gt;\"", markup, StringComparison.Ordinal);
    }
}
