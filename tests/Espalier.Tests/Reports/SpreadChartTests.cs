using System.Globalization;
using System.Xml.Linq;
using Espalier.Reports;

namespace Espalier.Tests.Reports;

public sealed class SpreadChartTests
{
    private static readonly SpreadChart Chart = new(
        "accuracy <by> method",
        "%",
        [
            new("darts", [40, 60], 50, 10),
            new("gdas", [90, double.NaN], 90),
            new("optimum", [], 100) { Reference = true },
        ]);

    [Fact]
    public void Values_stand_where_the_axis_says()
    {
        var svg = XDocument.Parse(Chart.ToSvg()).Root!;
        var dots = Named(svg, "circle").Select(dot => Number(dot, "cx")).ToArray();
        var means = Named(svg, "line").Where(line => (string?)line.Attribute("class") == "mean").Select(line => Number(line, "x1")).ToArray();
        var spread = Assert.Single(Named(svg, "line"), line => (string?)line.Attribute("class") == "spread");

        // What is no number has no dot; equal distances stay equal; a deviation reaches from one dot to the other here.
        Assert.Equal(3, dots.Length);
        Assert.Equal(dots[1] - dots[0], 2 * (means[2] - means[1]), 0.02);
        Assert.Equal((dots[0] + dots[1]) / 2, means[0], 0.02);
        Assert.Equal((dots[0], dots[1]), (Number(spread, "x1"), Number(spread, "x2")));
        Assert.Equal(dots[2], means[1]);
    }

    [Fact]
    public void Everything_is_named_and_inside()
    {
        var svg = XDocument.Parse(Chart.ToSvg()).Root!;
        var (width, height) = (Number(svg, "width"), Number(svg, "height"));
        var texts = Named(svg, "text").Select(text => text.Value).ToArray();

        Assert.All(["accuracy <by> method", "darts", "gdas", "optimum", "%", "60", "100"], text => Assert.Contains(text, texts));
        Assert.All(Named(svg, "line"), line => Assert.InRange(Number(line, "x2"), 0, width));
        Assert.All(Named(svg, "text"), text => Assert.InRange(Number(text, "y"), 0, height));
        Assert.Equal("told", (string?)Named(svg, "g").Last().Attribute("class"));
    }

    [Fact]
    public void A_chart_of_nothing_is_drawn() => XDocument.Parse(new SpreadChart("none", "%", []).ToSvg());

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
