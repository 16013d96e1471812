using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;
using Espalier.Supernets;
using Espalier.Supernets.Cells;

namespace Espalier.Tests.Supernets.Cells;

/// <summary>Supernets with partial channels and normalised edges, on both spaces.</summary>
public sealed class PartialSupernetTests
{
    private static readonly SupernetForm Published = new() { PartialChannels = 4, EdgeNormalisation = true };

    private static readonly NetworkSettings Small =
        new() { Channels = 4, Cells = 5, Input = new ImageShape(1, 12, 12), Classes = 4, Statistics = new([0.3f], [0.5f]) };

    public static TheoryData<ICellSpace, int, bool> Forms { get; } = new()
    {
        { new DartsSpace(), 4, true },
        { new DartsSpace(), 2, false },
        { new DartsSpace(), 1, true },
        { new NasBench201Space(), 4, true },
        { new NasBench201Space(), 1, true },
        { new NasBench201Space(), 3, false },
    };

    public static TheoryData<ICellSpace> Spaces { get; } = [new DartsSpace(), new NasBench201Space()];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_subnet_equals_the_supernet_under_its_mask(ICellSpace space, int partial, bool normalised)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using var supernet = new CellSupernet(
            space, Small, generator, new SupernetForm { PartialChannels = partial, EdgeNormalisation = normalised });
        Spread(supernet, generator);
        var genotype = space.Sample(new SeededRandom(11));
        var images = rand([3, 1, 12, 12], generator: generator, requires_grad: true);
        using var subnet = supernet.Extract(genotype);

        var masked = supernet.forward(images, Vertex(space, genotype));
        var alone = subnet.call(images);

        Assert.True(allclose(masked, alone, 1e-4, 1e-5));
        Assert.True(allclose(Gradient(masked), Gradient(alone), 1e-3, 1e-5));
        Assert.True(NetworkCost.ParametersOf(subnet) < NetworkCost.ParametersOf(supernet));

        Tensor Gradient(Tensor logits) => autograd.grad([logits.square().sum()], [images])[0];
    }

    [Fact]
    public void A_subnet_owns_what_it_has_and_frees_it()
    {
        using var generator = new Generator(5);
        var space = new DartsSpace();
        using var supernet = new CellSupernet(space, Small, generator, Published);
        var before = LiveTensorsOfThread;
        using (NewDisposeScope())
        {
            var weight = supernet.parameters().First().clone();
            using var subnet = supernet.Extract(space.Sample(new SeededRandom(1)));
            using (no_grad())
            {
                foreach (var parameter in subnet.parameters())
                {
                    parameter.add_(1);
                }
            }

            Assert.True(equal(weight, supernet.parameters().First()));
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Counts_are_those_of_the_full_width(ICellSpace space)
    {
        using var generator = new Generator(5);
        using var plain = new CellSupernet(space, Small, generator);
        using var partial = new CellSupernet(space, Small, generator, Published);

        Assert.All(plain.OperationParameters.Zip(partial.OperationParameters), pair => Assert.True(equal(pair.First, pair.Second)));
        Assert.True(NetworkCost.ParametersOf(partial) < NetworkCost.ParametersOf(plain));
    }

    // At a vertex the count is that of the network's operations, as wide as it will be trained.
    [Fact]
    public void The_expected_count_of_a_path_is_that_of_the_whole_network()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var space = new DartsSpace();
        using var supernet = new CellSupernet(space, Small, generator, Published);
        using var count = new ExpectedCount(supernet.OperationParameters, [.. space.Edges.Select(edge => edge.Node)], CountForm.Edges);
        var genotype = space.Sample(new SeededRandom(3));
        using var network = space.BuildSearchForm(genotype, Small);
        var exact = network.named_parameters().Where(pair => pair.name.Contains(".operations.", StringComparison.Ordinal))
            .Sum(pair => pair.parameter.numel());

        Assert.Equal(exact, count.Of(Vertex(space, genotype)).ToDouble());
    }

    [Fact]
    public void An_edge_that_is_preferred_counts_more_and_the_others_less()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var space = new NasBench201Space();
        using var supernet = new CellSupernet(space, Small, generator, Published);
        using (no_grad())
        {
            supernet.ArchitectureParameters[1].copy_(tensor([0f, 0, (float)Math.Log(3), 0, 0, 0]));
        }

        var rows = supernet.Presence()[0].sum(-1);

        Assert.True(allclose(tensor([1, 0.5f, 1.5f, 1, 1, 1]), rows));
        var gradients = autograd.grad([(supernet.Presence()[0] * supernet.OperationParameters[0]).sum()], [.. supernet.ArchitectureParameters]);
        Assert.All(gradients, gradient => Assert.True(gradient.abs().sum().ToDouble() > 0));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void A_seed_draws_the_same_with_normalised_edges_and_then_those(ICellSpace space)
    {
        using var plain = Make(null);
        using var normalised = Make(new SupernetForm { EdgeNormalisation = true });

        Assert.All(
            plain.state_dict().Values.Concat(plain.Architecture).Zip(normalised.state_dict().Values.Concat(normalised.Architecture)),
            pair => Assert.True(equal(pair.First, pair.Second)));
        Assert.Equal(plain.Architecture, plain.ArchitectureParameters);
        Assert.Equal(2 * space.CellKinds.Count, normalised.ArchitectureParameters.Count);
        Assert.All(normalised.ArchitectureParameters.Skip(space.CellKinds.Count), beta => Assert.Equal([space.Edges.Count], beta.shape));

        CellSupernet Make(SupernetForm? form)
        {
            using var generator = new Generator(8);
            return new CellSupernet(space, Small, generator, form);
        }
    }

    // Without the edges' shares the two strongest operations into the last node would be those of edges 0 and 1.
    [Fact]
    public void The_genotype_follows_the_product_of_both()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var space = new DartsSpace();
        using var supernet = new CellSupernet(space, Small, generator, Published);
        var last = space.Edges.Index().Where(edge => edge.Item.Node == 3).Select(edge => edge.Index).ToArray();
        var sep = DartsOperations.IndexOf(DartsOperations.SepConv3x3);
        using (no_grad())
        {
            Array.ForEach([.. supernet.ArchitectureParameters], parameter => parameter.fill_(0));
            foreach (var (i, edge) in last.Index())
            {
                supernet.Architecture[0][edge][sep].fill_(2 - (0.1 * i));
                supernet.ArchitectureParameters[2][edge].fill_(i is 2 or 4 ? 1 : 0);
            }
        }

        var derived = (DartsGenotype)supernet.Derive();

        Assert.Equal([("sep_conv_3x3", 2), ("sep_conv_3x3", 4)], derived.Normal.Skip(6));
        Assert.Equal(1, last.Sum(edge => Enumerable.Range(0, 8).Sum(column => supernet.Mixture()[0][edge, column])), 1e-5);
        var alone = (DartsGenotype)supernet.Derive([.. supernet.Relax().Select(Numbers)]);
        Assert.Equal([("sep_conv_3x3", 0), ("sep_conv_3x3", 1)], alone.Normal.Skip(6));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Everything_that_is_trained_above_gets_a_gradient_and_nothing_is_left(ICellSpace space)
    {
        using var generator = new Generator(5);
        var before = LiveTensorsOfThread;
        using (var supernet = new CellSupernet(space, Small, generator, Published))
        using (NewDisposeScope())
        {
            var loss = functional.cross_entropy(supernet.call(rand([3, 1, 12, 12], generator: generator)), tensor([0L, 1, 2]));

            Assert.All(
                autograd.grad([loss], [.. supernet.ArchitectureParameters]), gradient => Assert.True(gradient.abs().sum().ToDouble() > 0));
        }

        Assert.Equal(before, LiveTensorsOfThread);
    }

    /// <summary>Shares of edges that differ visibly.</summary>
    private static void Spread(CellSupernet supernet, Generator generator)
    {
        using var unrecorded = no_grad();
        foreach (var beta in supernet.ArchitectureParameters.Skip(supernet.Architecture.Count))
        {
            beta.copy_(randn(beta.shape, generator: generator));
        }
    }

    private static double[,] Numbers(Tensor rows)
    {
        var numbers = new double[rows.size(0), rows.size(1)];
        foreach (var (i, value) in rows.detach().data<float>().ToArray().Index())
        {
            numbers[i / numbers.GetLength(1), i % numbers.GetLength(1)] = value;
        }

        return numbers;
    }

    /// <summary>The mixture that puts all weight on a genotype's choices; other edges are not there.</summary>
    private static Tensor[] Vertex(ICellSpace space, Genotype genotype) => [.. space.CellKinds.Select((_, kind) =>
    {
        var rows = zeros([space.Edges.Count, space.Operations.Count]);
        foreach (var (edge, operation) in space.Path(genotype, kind))
        {
            rows[edge][operation].fill_(1);
        }

        return rows;
    })];
}
