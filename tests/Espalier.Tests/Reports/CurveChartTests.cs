using System.Globalization;
using System.Xml.Linq;
using Espalier.Reports;

namespace Espalier.Tests.Reports;

public sealed class CurveChartTests
{
    private static readonly CurveChart Chart = new(
        "A & B",
        "labels",
        "tau",
        [
            new("rising", [(1, 0.2), (10, 0.4), (100, 0.6)]),
            new("points <only>", [(10, 0.3), (100, double.NaN), (0, 0.5)]) { Joined = false },
            new("told", [(1, 0.5), (100, 0.5)]) { Reference = true },
        ]);

    [Fact]
    public void Tenfold_values_stand_equally_far_apart()
    {
        var circles = Shapes("circle").Take(3).Select(circle => (X: Number(circle, "cx"), Y: Number(circle, "cy"))).ToArray();

        Assert.Equal(circles[1].X - circles[0].X, circles[2].X - circles[1].X, 6);
        Assert.Equal(circles[0].Y - circles[1].Y, circles[1].Y - circles[2].Y, 6);
        Assert.True(circles[2].Y < circles[0].Y);
    }

    [Fact]
    public void Texts_are_escaped_and_what_is_no_number_or_no_magnitude_is_not_drawn()
    {
        var texts = Shapes("text").Select(text => text.Value).ToArray();

        Assert.Contains("A & B", texts);
        Assert.Contains("points <only>", texts);
        Assert.Contains("100", texts);

        // One point, and the sign in the legend.
        Assert.Equal(2, Shapes("g").ElementAt(1).Elements().Count());
        Assert.Equal(2, Shapes("path").Count());
    }

    [Fact]
    public void Nothing_at_all_is_a_chart_still() => XDocument.Parse(new CurveChart("t", "x", "y", []).ToSvg());

    private static IEnumerable<XElement> Shapes(string name) =>
        XDocument.Parse(Chart.ToSvg()).Descendants().Where(element => element.Name.LocalName == name);

    private static double Number(XElement shape, string name) => double.Parse(shape.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
