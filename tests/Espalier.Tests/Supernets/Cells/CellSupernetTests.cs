using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Supernets.Cells;

namespace Espalier.Tests.Supernets.Cells;

public sealed class CellSupernetTests
{
    private static readonly DartsSpace Space = new();

    private static readonly NetworkSettings Small =
        new() { Channels = 4, Cells = 3, Input = new ImageShape(1, 12, 12), Classes = 4, Statistics = new([0.3f], [0.5f]) };

    private static readonly NetworkSettings Published =
        new() { Channels = 16, Cells = 8, Input = new ImageShape(3, 32, 32), Classes = 10 };

    [Fact]
    public void It_has_the_published_number_of_parameters()
    {
        using var generator = new Generator(1);
        using var supernet = new CellSupernet(Space, Published, generator);
        Assert.Equal(1_930_618, NetworkCost.ParametersOf(supernet));
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("max_pool_3x3", 0)]
    [InlineData("avg_pool_3x3", 0)]
    [InlineData("skip_connect", 40_960)]
    [InlineData("sep_conv_3x3", 525_056)]
    [InlineData("sep_conv_5x5", 668_416)]
    [InlineData("dil_conv_3x3", 262_528)]
    [InlineData("dil_conv_5x5", 334_208)]
    public void The_count_of_one_operation_everywhere_is_the_published_one(string operation, long expected)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var supernet = new CellSupernet(Space, Published, generator);
        var column = DartsOperations.IndexOf(operation);
        Assert.Equal(expected, supernet.OperationParameters.Sum(counts => counts.select(1, column).sum().ToInt64()));
    }

    [Fact]
    public void At_a_vertex_it_equals_the_discrete_network_in_values_and_input_gradients()
    {
        var random = new SeededRandom(11);
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using var supernet = new CellSupernet(Space, Small, generator);
        for (var i = 0; i < 5; i++)
        {
            var genotype = Space.Sample(random);
            using var subnet = supernet.Extract(genotype);
            var images = rand([3, 1, 12, 12], generator: generator, requires_grad: true);

            var relaxed = supernet.forward(images, Vertex(genotype));
            var discrete = subnet.call(images);
            var relaxedGradient = autograd.grad([relaxed.square().sum()], [images])[0];
            var discreteGradient = autograd.grad([discrete.square().sum()], [images])[0];

            Assert.True(allclose(relaxed, discrete, 1e-4, 1e-5), $"logits of {genotype}");
            Assert.True(allclose(relaxedGradient, discreteGradient, 1e-3, 1e-5), $"gradients of {genotype}");
        }
    }

    [Fact]
    public void A_subnet_owns_its_weights()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using var supernet = new CellSupernet(Space, Small, generator);
        using var subnet = supernet.Extract(DartsGenotypes.DartsV2);
        var before = supernet.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        using (no_grad())
        {
            foreach (var parameter in subnet.parameters())
            {
                parameter.add_(1);
            }
        }

        Assert.All(supernet.state_dict(), pair => Assert.True(equal(pair.Value, before[pair.Key]), pair.Key));
    }

    [Fact]
    public void Derivation_reads_the_strongest_edges_and_never_takes_none()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using var supernet = new CellSupernet(Space, Small, generator);
        var wanted = (DartsGenotype)Space.Sample(new SeededRandom(4));
        using (no_grad())
        {
            for (var kind = 0; kind < 2; kind++)
            {
                supernet.Architecture[kind].copy_(Vertex(wanted)[kind] * 4);
                supernet.Architecture[kind].select(1, DartsOperations.IndexOf(DartsOperations.None)).fill_(9);
            }
        }

        Assert.Equal(wanted, supernet.Derive());
    }

    [Fact]
    public void The_same_seed_gives_the_same_supernet()
    {
        using var scope = NewDisposeScope();
        using var first = Make(8);
        using var second = Make(8);
        using var other = Make(9);

        Assert.All(first.state_dict(), pair => Assert.True(equal(pair.Value, second.state_dict()[pair.Key]), pair.Key));
        Assert.True(equal(first.Architecture[0], second.Architecture[0]));
        Assert.False(equal(first.Architecture[0], other.Architecture[0]));

        static CellSupernet Make(ulong seed)
        {
            using var generator = new Generator(seed);
            return new CellSupernet(Space, Small, generator);
        }
    }

    [Fact]
    public void A_pass_leaves_no_tensor_behind()
    {
        using var generator = new Generator(5);
        using var supernet = new CellSupernet(Space, Small, generator);
        var before = LiveTensorsOfThread;
        using (NewDisposeScope())
        {
            supernet.call(rand([2, 1, 12, 12], generator: generator)).sum().backward();
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    /// <summary>The mixture that puts all weight on a genotype's choices, and on none elsewhere.</summary>
    private static Tensor[] Vertex(Genotype genotype) => [.. Space.CellKinds.Select((_, kind) =>
    {
        var rows = zeros([Space.Edges.Count, Space.Operations.Count]);
        rows.select(1, DartsOperations.IndexOf(DartsOperations.None)).fill_(1);
        foreach (var (edge, operation) in Space.Path(genotype, kind))
        {
            rows[edge].zero_();
            rows[edge][operation].fill_(1);
        }

        return rows;
    })];
}
