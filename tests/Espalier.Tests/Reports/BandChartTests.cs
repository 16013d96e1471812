using System.Globalization;
using System.Xml.Linq;
using Espalier.Reports;

namespace Espalier.Tests.Reports;

public sealed class BandChartTests
{
    private static readonly BandChart Chart = new(
        "best <so> far",
        "seconds",
        "%",
        [
            new("random", [new(0, 40, 10), new(50, 60, 0), new(100, 60, 20)]),
            new("evolution", [new(0, 60, 0), new(100, 80, 0)]),
        ]);

    [Fact]
    public void Means_and_bands_stand_where_the_axes_say()
    {
        var svg = XDocument.Parse(Chart.ToSvg()).Root!;
        var lines = Paths(svg, "line");
        var bands = Paths(svg, "band");

        // Two lines and, behind them, the two strokes of the legend.
        Assert.Equal(4, lines.Length);
        var (random, evolution) = (lines[0], lines[1]);
        Assert.Equal([3, 2], new[] { random.Length, evolution.Length });
        Assert.Equal(random[2].X - random[1].X, random[1].X - random[0].X, 0.2);
        Assert.Equal((evolution[0].X, evolution[1].X), (random[0].X, random[2].X));
        Assert.Equal(random[1].Y, evolution[0].Y);
        Assert.Equal(random[0].Y - random[1].Y, evolution[0].Y - evolution[1].Y, 0.2);
        Assert.True(random[0].Y > random[1].Y);

        // A band goes along its lower edge and back along the upper one.
        Assert.Equal(6, bands[0].Length);
        Assert.Equal((bands[0][0].Y + bands[0][5].Y) / 2, random[0].Y, 0.2);
        Assert.Equal(bands[0][1], bands[0][4]);
        Assert.Equal(2 * (bands[0][0].Y - bands[0][5].Y), bands[0][2].Y - bands[0][3].Y, 0.3);
    }

    [Fact]
    public void Everything_is_named_and_what_is_below_the_least_takes_no_room()
    {
        var all = XDocument.Parse(Chart.ToSvg()).Root!;
        var cut = XDocument.Parse((Chart with { Least = 40 }).ToSvg()).Root!;

        var texts = Named(all, "text").Select(text => text.Value).ToArray();
        Assert.All(["best <so> far", "seconds", "%", "random", "evolution", "30", "100"], text => Assert.Contains(text, texts));
        Assert.DoesNotContain("30", Named(cut, "text").Select(text => text.Value));
        Assert.All(Named(all, "text"), text => Assert.InRange(Number(text, "y"), 0, Number(all, "height")));
    }

    [Fact]
    public void A_chart_of_nothing_is_drawn() => XDocument.Parse(new BandChart("none", "s", "%", []).ToSvg());

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);

    private static (double X, double Y)[][] Paths(XElement root, string kind) =>
    [
        .. Named(root, "path").Where(path => (string?)path.Attribute("class") == kind).Select(path =>
            ((string)path.Attribute("d")!).Trim('M', 'Z').Split('L').Select(place => place.Split(' ')).Select(pair =>
                (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture))).ToArray()),
    ];

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}
