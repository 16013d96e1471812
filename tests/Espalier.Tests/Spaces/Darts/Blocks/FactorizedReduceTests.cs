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

        var output = reduce.call(input);

        var picked = input.relu().slice(2, 0, 5, 2).slice(3, 0, 4, 2);
        var sign = reduce.parameters().Single().ToDouble() < 0 ? -1 : 1;
        var expected = (picked - picked.mean()) / (picked.square().mean() - picked.mean().square() + 1e-5).sqrt() * sign;
        Assert.True(allclose(expected, output, 1e-2, 1e-3));
        Assert.Equal([2, 1, 3, 2], output.shape);
        Assert.NotNull(autograd.grad([output.square().sum()], [input])[0]);
    }
}
