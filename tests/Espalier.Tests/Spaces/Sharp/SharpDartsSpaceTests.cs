using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.Sharp;
using Espalier.Supernets.Cells;

namespace Espalier.Tests.Spaces.Sharp;

public sealed class SharpDartsSpaceTests
{
    private static readonly SharpDartsSpace Space = new();
    private static readonly DartsSpace Darts = new();

    public static TheoryData<int> Widths => [2, 8, 12];

    [Fact]
    public void It_has_the_nine_primitives_of_the_authors_and_all_but_none_can_be_derived()
    {
        Assert.Equal(
            [
                "none", "max_pool_3x3", "skip_connect", "sep_conv_3x3", "dil_conv_3x3", "flood_conv_3x3", "dil_flood_conv_3x3",
                "choke_conv_3x3", "dil_choke_conv_3x3",
            ],
            Space.Operations);
        Assert.Equal(Enumerable.Range(1, 8), Space.Derivable);
        Assert.Equal(3_019_898_880L * 3_019_898_880, Space.Count);
    }

    [Fact]
    public void A_text_names_the_space_and_operations_of_the_other_are_refused()
    {
        var sharp = Space.Sample(new SeededRandom(4));
        Assert.StartsWith("{\"space\":\"sharp-darts\",", sharp.Text, StringComparison.Ordinal);
        Assert.Equal(sharp, Space.Parse(sharp.Text, "test"));
        Assert.Equal(sharp, Space.Parse(sharp.FieldNotation!, "test"));
        Assert.NotEqual(Space.Smallest, Darts.Smallest);

        Refuses(() => Darts.Parse(sharp.Text, "test"), "the space is 'sharp-darts'", "give a genotype of the space 'darts'");
        Refuses(() => Space.Parse(Darts.Smallest.Text, "test"), "the space is 'darts'", "give a genotype of the space 'sharp-darts'");
        Refuses(() => Darts.Parse(Space.Largest.FieldNotation!, "test"), "unknown operation 'flood_conv_3x3'", "Known operations: none, max_pool");
        Refuses(() => Space.Parse(Darts.Largest.FieldNotation!, "test"), "unknown operation 'sep_conv_5x5'", "did you mean 'sep_conv_3x3'?");
        Refuses(() => Space.Parse("{", "test"), "the text ends", "write {\"space\":\"sharp-darts\",");
        Assert.Throws<ArgumentException>(() => Space.Path(Darts.Smallest, 0));
        Assert.Throws<ArgumentException>(() => Darts.Build(sharp, Settings(4)));

        static void Refuses(Func<object> parse, params string[] told)
        {
            var fault = Assert.Throws<InvalidInputException>(parse);
            Assert.All(told, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
        }
    }

    /// <summary>Flood: 9 (C + 4C) + 4C (C + C). Choke: 9 (C + 32) + 32 (C + C). Batch norms of choices have no weights.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void An_edge_of_the_supernet_holds_what_the_formulas_say(int channels)
    {
        using var generator = new Generator(1);
        using var supernet = new CellSupernet(Space, Settings(channels), generator);
        var (normal, reduce) = (supernet.OperationParameters[0], supernet.OperationParameters[1]);
        long[] Edge(int width) => [.. Space.Operations.Select(name => name switch
        {
            "sep_conv_3x3" or "dil_conv_3x3" => (18L * width) + (2 * width * width),
            "flood_conv_3x3" or "dil_flood_conv_3x3" => (45L * width) + (8 * width * width),
            "choke_conv_3x3" or "dil_choke_conv_3x3" => (9L * width) + 288 + (64 * width),
            _ => 0,
        })];

        // Of three cells the first is normal, then the widths double twice.
        Assert.Equal(Edge(channels), Row(normal));
        Assert.Equal(Edge(2 * channels).Zip(Edge(4 * channels), (one, other) => one + other), Row(reduce));

        static IEnumerable<long> Row(Tensor counts)
        {
            using var scope = NewDisposeScope();
            return [.. counts[13].data<float>().ToArray().Select(count => (long)count)];
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Prices_hold_for_every_width(int channels)
    {
        var settings = Settings(channels) with { Cells = 5 };
        var prices = Space.Price(settings);
        var leanest = prices.Leanest()!.ToDictionary(cost => cost.Parameters, cost => cost.Macs);
        var random = new SeededRandom(3);

        Assert.Equal(CostOf(Space.Smallest), prices.Fewest);
        Assert.Equal(channels >= 8, CostOf(Space.Largest) == prices.Most);
        Assert.All(Enumerable.Range(0, 12).Select(_ => CostOf(Space.Sample(random))), cost => Assert.True(leanest[cost.Parameters] <= cost.Macs));

        NetworkCost CostOf(Genotype genotype)
        {
            using var network = Space.Build(genotype, settings);
            return NetworkCost.Of(network, [1, 12, 10]);
        }
    }

    [Fact]
    public void At_a_vertex_the_supernet_equals_the_discrete_network()
    {
        var random = new SeededRandom(11);
        using var generator = new Generator(5);
        using var supernet = new CellSupernet(Space, Settings(4), generator);
        for (var i = 0; i < 4; i++)
        {
            using var scope = NewDisposeScope();
            var genotype = Space.Sample(random);
            using var subnet = supernet.Extract(genotype);
            var images = rand([3, 1, 12, 10], generator: generator);

            var relaxed = supernet.forward(images, [Vertex(0), Vertex(1)]);

            Assert.True(allclose(relaxed, subnet.call(images), 1e-4, 1e-5), genotype.Text);

            Tensor Vertex(int kind)
            {
                var rows = zeros([14, 9]);
                foreach (var (edge, operation) in Space.Path(genotype, kind))
                {
                    rows[edge][operation].fill_(1);
                }

                return rows;
            }
        }
    }

    /// <summary>The separable convolution applied twice is the block of equal widths.</summary>
    [Fact]
    public void Where_operations_have_one_name_in_both_spaces_networks_are_the_same()
    {
        using var scope = NewDisposeScope();
        var field = Field("sep_conv_3x3", "max_pool_3x3");
        using var one = Darts.Build(Darts.Parse(field, "test"), Settings(4));
        using var other = Space.Build(Space.Parse(field, "test"), Settings(4));
        using var generator = new Generator(2);
        Initialization.Draw(one, generator);
        other.load_state_dict(one.state_dict());
        var images = rand([2, 1, 12, 10], generator: generator);

        Assert.True(equal(one.call(images), other.call(images)));
    }

    [Fact]
    public void Both_cells_are_drawn()
    {
        var drawings = ((IDrawn)Space.Parse(Field("flood_conv_3x3", "dil_choke_conv_3x3"), "test")).Drawings();

        Assert.Equal(["normal cell", "reduction cell"], drawings.Select(drawing => drawing.Name));
        Assert.All(drawings, drawing => Assert.Contains("<g class=\"sep\">", drawing.Svg, StringComparison.Ordinal));
        Assert.All(drawings, drawing => Assert.Contains("class=\"dil\">dil_choke_conv_3x3</text>", drawing.Svg, StringComparison.Ordinal));
    }

    private static string Field(string first, string second)
    {
        var edges = string.Concat(Enumerable.Repeat($"('{first}', 0), ('{second}', 1), ", 4));
        return $"Genotype(normal=[{edges}], normal_concat=range(2, 6), reduce=[{edges}], reduce_concat=range(2, 6))";
    }

    private static NetworkSettings Settings(int channels) =>
        new() { Channels = channels, Cells = 3, Input = new ImageShape(1, 12, 10), Classes = 4 };
}
