using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class GradientNormTests
{
    [Fact]
    public void One_layer_of_one_sample_is_the_product_of_two_norms()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Dense(new float[,] { { 0, 0 }, { 0, 0 }, { 0, 0 } });

        // Logits 0: the gradient is (1/3 - 1, 1/3, 1/3) times the sample.
        var score = new GradientNorm().Score(network, Tiny.Of(tensor([3f, 4f], [1, 2])));

        Assert.Equal(5 * Math.Sqrt(6.0 / 9), score.Value!.Value, Tiny.Exact);
    }

    [Fact]
    public void A_layer_that_the_loss_does_not_depend_on_adds_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = new WithIdleLayer();

        Assert.Equal(0, new GradientNorm().Score(network, Tiny.Input()).Layers[1]);
    }
}
