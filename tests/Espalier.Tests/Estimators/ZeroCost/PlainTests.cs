using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class PlainTests
{
    [Fact]
    public void All_layers_of_a_stack_without_biases_add_the_same()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Stack(2);

        var layers = new Plain().Score(network, Tiny.Input()).Layers;

        Assert.Equal(3, layers.Count);
        Assert.NotEqual(0, layers[0], 3);
        Assert.All(layers, layer => Assert.Equal(layers[0], layer, Tiny.Exact));
    }
}
