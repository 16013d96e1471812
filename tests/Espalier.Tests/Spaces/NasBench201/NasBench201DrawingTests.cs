using System.Xml.Linq;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Spaces.NasBench201;

public sealed class NasBench201DrawingTests
{
    private static readonly NasBench201Genotype Cell =
        new(["nor_conv_3x3", "none", "skip_connect", "avg_pool_3x3", "nor_conv_1x1", "nor_conv_3x3"]);

    [Fact]
    public void The_text_has_the_sum_of_every_node()
    {
        const string expected = """
            cell
              0 ── nor_conv_3x3 ────► 1
              0 ── none ──────────┐
              1 ── skip_connect ──┴─► 2
              0 ── avg_pool_3x3 ──┐
              1 ── nor_conv_1x1 ──┤
              2 ── nor_conv_3x3 ──┴─► 3
              output = 3

            """;

        Assert.Equal(expected, Assert.Single(Cell.Drawings()).Text);
    }

    [Fact]
    public void The_svg_has_a_label_for_each_edge_and_no_two_at_one_place()
    {
        var svg = XDocument.Parse(((IDrawn)Cell).Svg());

        var labels = svg.Descendants().Where(part => part.Name.LocalName == "text").ToArray();
        var operations = labels.Where(label => NasBench201Operations.IndexOf(label.Value) >= 0).ToArray();
        Assert.Equal(Cell.Operations.Order(), operations.Select(label => label.Value).Order());
        Assert.Equal(6, operations.Select(label => (label.Attribute("x")!.Value, label.Attribute("y")!.Value)).Distinct().Count());
        Assert.Equal(4, svg.Descendants().Count(part => part.Name.LocalName == "circle"));
        Assert.Single(svg.Descendants(), part => part.Attribute("stroke-dasharray") is not null);
        Assert.Contains("input", labels.Select(label => label.Value));
    }

    [Fact]
    public void Everything_lies_within_the_picture()
    {
        var root = XDocument.Parse(((IDrawn)Cell).Svg()).Root!;
        var (width, height) = (double.Parse(root.Attribute("width")!.Value), double.Parse(root.Attribute("height")!.Value));

        Assert.All(
            root.Descendants().Where(part => part.Name.LocalName is "text" or "circle"),
            part =>
            {
                Assert.InRange(double.Parse((part.Attribute("x") ?? part.Attribute("cx"))!.Value), 0, width);
                Assert.InRange(double.Parse((part.Attribute("y") ?? part.Attribute("cy"))!.Value), 0, height);
            });
    }

    [Fact]
    public void Whoever_looks_is_told_what_the_numbers_are() => Assert.Contains("0 is the cell's input", Cell.Reading, StringComparison.Ordinal);
}
