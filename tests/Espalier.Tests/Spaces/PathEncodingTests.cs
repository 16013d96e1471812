using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Spaces;

public sealed class PathEncodingTests
{
    private static readonly NasBench201Space Space = new();
    private static readonly PathEncoding Paths = new(Space);

    // Four operations lead somewhere: ways of one, two and three of them.
    [Fact]
    public void A_row_has_a_place_for_every_way_through_the_cell() => Assert.Equal(4 + 16 + 64, Paths.Width);

    [Fact]
    public void A_cell_of_one_way_has_a_single_one() =>
        Assert.Equal(1, Paths.Of(Cell("|none~0|+|none~0|none~1|+|nor_conv_3x3~0|none~1|none~2|")).Sum());

    [Fact]
    public void Ways_are_those_of_an_enumeration_by_hand()
    {
        // 0-3; 0-1-3; 0-2-3 has no connection; 0-1-2-3 has none either, since 2-3 has none.
        var row = Paths.Of(Cell("|nor_conv_1x1~0|+|skip_connect~0|nor_conv_3x3~1|+|avg_pool_3x3~0|skip_connect~1|none~2|"));

        Assert.Equal(2, row.Sum());
        Assert.Equal(1, row.Take(4).Sum());
        Assert.Equal(1, row.Skip(4).Take(16).Sum());
    }

    [Fact]
    public void The_order_of_operations_matters() => Assert.NotEqual(
        Paths.Of(Cell("|nor_conv_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|")),
        Paths.Of(Cell("|skip_connect~0|+|none~0|none~1|+|none~0|nor_conv_3x3~1|none~2|")));

    [Fact]
    public void Nodes_that_change_places_change_nothing() => Assert.Equal(
        Paths.Of(Cell("|nor_conv_3x3~0|+|skip_connect~0|none~1|+|none~0|skip_connect~1|nor_conv_1x1~2|")),
        Paths.Of(Cell("|skip_connect~0|+|nor_conv_3x3~0|none~1|+|none~0|nor_conv_1x1~1|skip_connect~2|")));

    [Fact]
    public void An_edge_that_leads_nowhere_is_no_way() => Assert.Equal(
        Paths.Of(Cell("|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|")),
        Paths.Of(Cell("|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|none~2|")));

    [Fact]
    public void Cells_of_other_spaces_have_the_ways_that_fit_into_the_width()
    {
        var darts = (ICellSpace)Flow.SpaceOf("darts");
        var genotype = darts.Sample(new SeededRandom(4));

        // Two kinds of cell, two inputs, seven operations: 2 x 2 x (7 + 49 + 343), and not those of four.
        Assert.Equal(1596, new PathEncoding(darts).Width);
        Assert.Equal(28, new PathEncoding(darts, 1).Width);
        var row = new PathEncoding(darts).Of(genotype);
        Assert.Equal(row.Length, row.Count(value => value is 0 or 1));
        Assert.InRange(row.Sum(), 4, 100);
        Assert.Equal(new PathEncoding(darts, 28).Of(genotype).Sum(), Direct(darts, genotype));
    }

    /// <summary>Different operations on edges that join an input with an output, counted in another way.</summary>
    private static int Direct(ICellSpace space, Genotype genotype) => Enumerable.Range(0, space.CellKinds.Count).Sum(kind => space.Path(genotype, kind)
        .Where(place => space.Edges[place.Edge].Source < space.Inputs && space.Outputs.Contains(space.Edges[place.Edge].Node))
        .Select(place => (space.Edges[place.Edge].Source, place.Operation))
        .Distinct()
        .Count());

    private static Genotype Cell(string text) => Space.Parse(text, "test");
}
