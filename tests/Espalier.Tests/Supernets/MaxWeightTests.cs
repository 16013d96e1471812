using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class MaxWeightTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_strongest_has_weight_one_and_distances_stay(bool detaches)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var logits = randn([5, 8], generator: generator);

        var mixed = new MaxWeight(detaches).Mix([logits])[0];

        Assert.True(equal(mixed.max(-1).values, ones([5])));
        var soft = logits.softmax(-1);
        Assert.True(allclose(mixed - mixed.narrow(1, 0, 1), soft - soft.narrow(1, 0, 1), 0, 1e-6));
    }

    /// <summary>With g = ones on the row of p, d(sum)/dlogits is 0 with a maximum held fast and -8 dp_max/dlogits with one that moves.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, -8)]
    public void The_gradient_goes_through_the_maximum_or_not(bool detaches, double factor)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var logits = randn([1, 8], ScalarType.Float64, generator: generator).requires_grad_();
        var largest = autograd.grad([logits.softmax(-1).max()], [logits])[0];

        var found = autograd.grad([new MaxWeight(detaches).Mix([logits])[0].sum()], [logits])[0];

        Assert.True(allclose(found, largest * factor, 1e-9, 1e-12));
    }
}
