using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class WeightNormTests
{
    [Fact]
    public void It_is_the_sum_of_the_layers_norms()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(Tiny.Dense(new float[,] { { 3, 4 } }), ReLU(), Tiny.Dense(new float[,] { { 5 }, { 12 } }));

        var score = new WeightNorm().Score(network, Tiny.Input(features: 2));

        Assert.Equal(18, score.Value!.Value, Tiny.Exact);
        Assert.Equal(2, score.Layers.Count);
    }
}
