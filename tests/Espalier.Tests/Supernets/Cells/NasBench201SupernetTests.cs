using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;
using Espalier.Supernets.Cells;

namespace Espalier.Tests.Supernets.Cells;

/// <summary>Cells of one input between blocks that are not searched.</summary>
public sealed class NasBench201SupernetTests
{
    private static readonly NasBench201Space Space = new();

    private static readonly NetworkSettings Small =
        new() { Channels = 4, Cells = 5, Input = new ImageShape(1, 12, 12), Classes = 4, Statistics = new([0.3f], [0.5f]) };

    [Fact]
    public void It_holds_the_skeleton_and_both_convolutions_on_every_edge()
    {
        using var generator = new Generator(1);
        using var supernet = new CellSupernet(
            Space, new() { Channels = 16, Cells = 17, Input = new ImageShape(3, 32, 32), Classes = 10 }, generator);

        // Batch norms of choices have no weights: 2 * (16 + 32 + 64) * 5 fewer for each.
        const int perEdge = 243_040 + 28_000 - (2 * 2 * 112 * 5);
        Assert.Equal(73_306 + (6 * perEdge), NetworkCost.ParametersOf(supernet));
        Assert.Equal(6 * perEdge, supernet.OperationParameters[0].sum().ToInt64());
    }

    [Fact]
    public void At_a_vertex_it_equals_the_discrete_network()
    {
        var random = new SeededRandom(11);
        using var generator = new Generator(5);
        using var supernet = new CellSupernet(Space, Small, generator);
        for (var i = 0; i < 8; i++)
        {
            using var scope = NewDisposeScope();
            var genotype = Space.Sample(random);
            using var subnet = supernet.Extract(genotype);
            var images = rand([3, 1, 12, 12], generator: generator, requires_grad: true);
            var vertex = zeros([6, 5]);
            foreach (var (edge, operation) in Space.Path(genotype, 0))
            {
                vertex[edge][operation].fill_(1);
            }

            var relaxed = supernet.forward(images, [vertex]);
            var discrete = subnet.call(images);
            var relaxedGradient = autograd.grad([relaxed.square().sum()], [images])[0];
            var discreteGradient = autograd.grad([discrete.square().sum()], [images])[0];

            Assert.True(allclose(relaxed, discrete, 1e-4, 1e-5), $"logits of {genotype}");
            Assert.True(allclose(relaxedGradient, discreteGradient, 1e-3, 1e-5), $"gradients of {genotype}");
        }
    }
}
