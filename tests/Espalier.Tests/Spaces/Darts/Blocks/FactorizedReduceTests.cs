using Espalier.Kernels;
using Espalier.Spaces.Darts.Blocks;

namespace Espalier.Tests.Spaces.Darts.Blocks;

public sealed class FactorizedReduceTests
{
    // A quarter of four channels, in a supernet with partial channels.
    [Theory]
    [InlineData(KernelPath.Fused)]
    [InlineData(KernelPath.Torch)]
    public void One_channel_is_one_convolution_of_every_other_pixel(KernelPath kernels)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var reduce = new FactorizedReduce(1, 1, affine: false, kernels);
        var input = randn([2, 1, 5, 4], generator: generator, requires_grad: true);

        // As drawn it may be so small that batch norm's epsilon counts.
        using (no_grad())
        {
            reduce.parameters().Single().fill_(-0.7);
        }

        var output = reduce.call(input);

        var picked = input.relu().slice(2, 0, 5, 2).slice(3, 0, 4, 2);
        var expected = (picked.mean() - picked) / (picked.square().mean() - picked.mean().square() + 1e-5).sqrt();
        Assert.True(allclose(expected, output, 1e-4, 1e-4));
        Assert.Equal([2, 1, 3, 2], output.shape);
        Assert.NotNull(autograd.grad([output.square().sum()], [input])[0]);
    }
}
