using System.Xml.Linq;
using Espalier.Reports.Charts;

namespace Espalier.Tests.Reports.Charts;

public sealed class ChartTests
{
    [Fact]
    public void Points_lie_where_their_values_are()
    {
        var figure = Draw(new Series("a", [new Mark(0, 0, "first"), new Mark(5, 5), new Mark(10, 10, "last")]));

        var dots = figure.Descendants("circle").ToArray();
        Assert.Equal(["0%", "50%", "100%"], dots.Select(dot => (string)dot.Attribute("cx")!));
        Assert.Equal(["100%", "50%", "0%"], dots.Select(dot => (string)dot.Attribute("cy")!));
        Assert.Equal(["first", string.Empty, "last"], dots.Select(dot => dot.Element("title")!.Value));
        Assert.Equal("M0 1000L500 500L1000 0", (string)figure.Descendants("path").Single().Attribute("d")!);
    }

    [Fact]
    public void A_gap_breaks_the_line_and_has_no_point()
    {
        var figure = Draw(new Series("a", [new Mark(0, 0), new Mark(2, double.NaN), new Mark(10, 10)]));

        Assert.Equal(2, figure.Descendants("circle").Count());
        Assert.Equal("M0 1000M1000 0", (string)figure.Descendants("path").Single().Attribute("d")!);
    }

    [Fact]
    public void Several_series_have_a_legend_and_a_table_and_one_has_none_of_the_first()
    {
        var one = Draw(new Series("a", [new Mark(0, 1)]));
        var two = Draw(new Series("a", [new Mark(0, 1)]), new Series("b", [new Mark(0, 2), new Mark(1, 3)]) { Colour = 2 });

        Assert.DoesNotContain(one.Descendants("ul"), _ => true);
        Assert.Equal(["a", "b"], two.Descendants("li").Select(entry => entry.Value));
        Assert.Equal(["01.00t2.00t", "1-3.00t"], two.Descendants("tbody").Single().Elements("tr").Select(row => row.Value));
    }

    [Fact]
    public void An_interval_is_a_band_and_names_are_escaped()
    {
        var figure = Draw(new Series("<b>", [new Mark(0, 2, "<i>") { Interval = (1, 3) }, new Mark(10, 5) { Interval = (4, 6) }]));

        Assert.Equal("M0 900L1000 600L1000 400L0 700Z", (string)figure.Descendants("path").First().Attribute("d")!);
        Assert.Equal("<i>", figure.Descendants("title").First().Value);
    }

    private static XElement Draw(params Series[] series) => XElement.Parse(new Chart
    {
        Title = "t & u",
        Description = "a \"chart\"",
        X = Axis.Exactly("x", 0, 10),
        Y = Axis.Exactly("y", 0, 10),
        Series = series,
        Told = value => $"{value:0.00}t",
    }.ToHtml().ToString());
}
