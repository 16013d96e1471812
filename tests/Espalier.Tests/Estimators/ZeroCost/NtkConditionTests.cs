using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class NtkConditionTests
{
    [Fact]
    public void The_kernel_of_one_linear_output_is_the_inputs_inner_products()
    {
        using var scope = NewDisposeScope();
        using var network = Linear(2, 1, hasBias: false);

        Assert.Equal(9, NtkCondition.Condition(network, tensor([1f, 0f, 0f, 3f], [2, 2])), Tiny.Exact);
    }

    [Fact]
    public void Fewer_weights_than_images_have_no_condition()
    {
        using var scope = NewDisposeScope();
        using var network = Linear(1, 1, hasBias: false);

        Assert.True(NtkCondition.Condition(network, tensor([1f, 2f, 3f], [3, 1])) > 1e10);
    }

    [Fact]
    public void Three_batches_are_averaged_and_less_is_better()
    {
        using var scope = NewDisposeScope();
        using var network = Linear(2, 1, hasBias: false);
        IZeroCostProxy proxy = new NtkCondition();
        var input = Tiny.Of(tensor([1f, 0f, 0f, 3f], [2, 2]), tensor([1f, 0f, 0f, 1f], [2, 2]), tensor([2f, 0f, 0f, 1f], [2, 2]));

        Assert.Equal(3, proxy.Batches);
        Assert.False(proxy.HigherIsBetter);
        Assert.Equal((9 + 1 + 4) / 3.0, proxy.Score(network, input).Value!.Value, Tiny.Exact);
    }
}
