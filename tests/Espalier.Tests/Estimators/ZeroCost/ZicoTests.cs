using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class ZicoTests
{
    [Fact]
    public void One_weight_is_its_mean_gradient_by_half_the_difference()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(Math.Log(2.5 / 1.5), Zico.OfLayer(tensor([1f, 4f], [2, 1])), Tiny.Exact);
        Assert.Equal(Math.Log(2.5 / 2.5), Zico.OfLayer(tensor([1f, -4f], [2, 1])), Tiny.Exact);
    }

    [Fact]
    public void Weights_of_equal_gradients_are_left_out()
    {
        using var scope = NewDisposeScope();

        Assert.Equal(Math.Log(2.5 / 1.5), Zico.OfLayer(tensor([1f, 7f, 4f, 7f], [2, 2])), Tiny.Exact);
        Assert.Equal(0, Zico.OfLayer(tensor([7f, 7f], [2, 1])));
    }

    [Fact]
    public void Layers_add_up_over_two_batches()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Stack(3);
        IZeroCostProxy proxy = new Zico();

        var score = proxy.Score(network, Tiny.Input(batches: 2));

        Assert.Equal(2, proxy.Batches);
        Assert.Equal(3, score.Layers.Count);
        Assert.Equal(score.Layers.Sum(), score.Value!.Value);
        Assert.NotEqual(0, score.Value);
    }
}
