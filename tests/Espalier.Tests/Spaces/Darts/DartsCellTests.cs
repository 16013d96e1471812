using Espalier.Data;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsCellTests
{
    private static readonly DartsSpace Space = new();

    private static readonly (string, int)[] Normal = [.. Cell(DartsOperations.SepConv3x3, DartsOperations.None)];

    [Theory]
    [InlineData(KernelPath.Fused, 12, 12)]
    [InlineData(KernelPath.Torch, 12, 12)]
    [InlineData(KernelPath.Fused, 11, 7)]
    [InlineData(KernelPath.Torch, 11, 7)]
    public void None_on_a_strided_edge_gives_zeros_of_half_the_size(KernelPath kernels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var network = Build(DartsOperations.None, DartsOperations.MaxPool3x3, kernels, height, width);
        var images = rand([3, 2, height, width], requires_grad: true);

        var output = network.call(images);
        output.sum().backward();

        Assert.Equal([3, 4], output.shape);
        Assert.True(output.isfinite().all().ToInt64() == 1 && images.grad!.isfinite().all().ToInt64() == 1);
        Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void A_reduction_of_none_alone_leaves_nothing_of_the_image()
    {
        using var scope = NewDisposeScope();
        using var network = Build(DartsOperations.None, DartsOperations.None, KernelPath.Fused, 8, 8);

        var output = network.call(rand([3, 2, 8, 8]));

        Assert.True(equal(output, network.call(rand([3, 2, 8, 8]))));
        Assert.True(equal(output[0], output[1]));
    }

    private static Network Build(string first, string second, KernelPath kernels, int height, int width) => Space.Build(
        new DartsGenotype(Normal, [2, 3, 4, 5], Cell(first, second), [2, 3, 4, 5]),
        new NetworkSettings { Channels = 4, Cells = 3, Input = new ImageShape(2, height, width), Classes = 4, Kernels = kernels });

    /// <summary>Every node has the first operation from the cell's first input, the second from its second.</summary>
    private static IEnumerable<(string, int)> Cell(string first, string second) =>
        Enumerable.Range(0, 4).SelectMany(_ => new[] { (first, 0), (second, 1) });
}
