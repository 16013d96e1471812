using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Spaces.NasBench201;

public sealed class NasBench201SpaceTests
{
    private static readonly NasBench201Space Space = new();

    private static readonly NetworkSettings Published =
        new() { Channels = 16, Cells = 17, Input = new ImageShape(3, 32, 32), Classes = 10 };

    public static TheoryData<string> Some
    {
        get
        {
            var cells = new TheoryData<string>();
            foreach (var cell in Space.All().Where((_, i) => i % 1201 == 0).Append(Space.All().Last()))
            {
                cells.Add(cell.Arch);
            }

            return cells;
        }
    }

    /// <summary>73,306 parameters and 7.78304 million multiply-accumulates of the skeleton, and a fixed number per convolution.</summary>
    [Theory]
    [MemberData(nameof(Some))]
    public void Networks_have_the_published_size(string arch)
    {
        var cell = NasBench201GenotypeText.Parse(arch, "test");
        var (wide, narrow) = (cell.Operations.Count(name => name == "nor_conv_3x3"), cell.Operations.Count(name => name == "nor_conv_1x1"));
        using var network = Space.Build(cell, Published);

        Assert.Equal(
            new NetworkCost(73_306 + (243_040L * wide) + (28_000L * narrow), 7_783_040 + (35_389_440L * wide) + (3_932_160L * narrow)),
            NetworkCost.Of(network, [3, 32, 32]));
    }

    [Fact]
    public void Prices_add_up_to_what_networks_cost()
    {
        var settings = Published with { Channels = 4, Cells = 5 };
        var prices = Space.Price(settings);
        var random = new SeededRandom(9);
        var drawn = Enumerable.Range(0, 40).Select(_ => Space.Sample(random)).Append(Space.Smallest).Append(Space.Largest).Select(CostOf).ToArray();

        Assert.Equal(CostOf(Space.Smallest), prices.Fewest);
        Assert.Equal(CostOf(Space.Largest), prices.Most);
        var leanest = prices.Leanest()!.ToDictionary(cost => cost.Parameters, cost => cost.Macs);
        Assert.All(drawn, cost => Assert.True(leanest[cost.Parameters] <= cost.Macs));

        NetworkCost CostOf(Genotype genotype)
        {
            using var network = Space.Build(genotype, settings);
            return NetworkCost.Of(network, [3, 32, 32]);
        }
    }

    [Theory]
    [InlineData(1, 28, 28, 1)]
    [InlineData(3, 30, 17, 1)]
    [InlineData(1, 28, 28, 2)]
    [InlineData(2, 7, 9, 1)]
    public void Any_cell_runs_forward_and_backward_at_any_image_size(int channels, int height, int width, int stride)
    {
        var settings = new NetworkSettings
        {
            Channels = 4,
            Cells = 5,
            Input = new ImageShape(channels, height, width),
            Classes = 5,
            StemStride = stride,
        };
        var random = new SeededRandom(3);
        for (var i = 0; i < 6; i++)
        {
            using var scope = NewDisposeScope();
            using var network = Space.Build(Space.Sample(random), settings);
            var logits = network.call(ones([2, channels, height, width]));
            logits.sum().backward();
            Assert.Equal([2L, 5L], logits.shape);
        }
    }

    [Fact]
    public void What_is_known_of_a_cell_is_what_it_computes()
    {
        using var scope = NewDisposeScope();
        var identity = Space.Parse("|skip_connect~0|+|none~0|skip_connect~1|+|none~0|none~1|skip_connect~2|", "test");
        var settings = Published with { Channels = 2, Cells = 3 };
        using var network = Space.BuildSearchForm(identity, settings);
        var direct = Space.BuildSearchForm(Space.Parse("|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|", "test"), settings);
        direct.load_state_dict(network.state_dict());
        var images = ones([1, 3, 8, 8]);

        network.eval();
        direct.eval();
        Assert.True(equal(network.call(images), direct.call(images)));
        direct.Dispose();
    }

    [Theory]
    [InlineData(3, "0F F")]
    [InlineData(5, "0F0F0")]
    [InlineData(17, "00000F00000F00000")]
    public void Residual_blocks_stand_at_one_and_two_thirds(int cells, string expected)
    {
        var plan = Space.Plan(Published with { Cells = cells });

        Assert.Equal(expected.Replace(" ", string.Empty), string.Concat(plan.Select(cell => cell.IsFixed ? "F" : "0")));
        Assert.Equal(64, plan[^1].Channels);
    }

    [Fact]
    public void The_strongest_operation_of_each_edge_is_derived()
    {
        var weights = new double[6, 5];
        int[] wanted = [3, 0, 4, 1, 2, 3];
        for (var edge = 0; edge < 6; edge++)
        {
            weights[edge, wanted[edge]] = 0.5;
        }

        var derived = Space.Derive([weights]);

        Assert.Equal(wanted.Index(), Space.Path(derived, 0));
    }

    [Fact]
    public void Drawn_cells_are_spread_over_the_space()
    {
        var random = new SeededRandom(5);
        var drawn = Enumerable.Range(0, 3000).Select(_ => (NasBench201Genotype)Space.Sample(random)).ToArray();

        for (var edge = 0; edge < 6; edge++)
        {
            var counts = drawn.CountBy(cell => cell.Operations[edge]).ToDictionary();
            Assert.Equal(5, counts.Count);
            Assert.All(counts.Values, count => Assert.InRange(count, 500, 700));
        }
    }
}
