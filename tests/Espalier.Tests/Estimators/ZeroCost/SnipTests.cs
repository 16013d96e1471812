using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class SnipTests
{
    [Fact]
    public void A_layer_adds_at_least_the_absolute_value_of_its_plain_sum()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Stack(2);
        var input = Tiny.Input();

        var (snip, plain) = (new Snip().Score(network, input), new Plain().Score(network, input));

        Assert.All(snip.Layers.Zip(plain.Layers), layer => Assert.True(layer.First >= Math.Abs(layer.Second)));
        Assert.Equal(snip.Layers.Sum(), snip.Value!.Value);
    }

    [Fact]
    public void One_layer_adds_what_removing_each_connection_changes()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Dense(new float[,] { { 0.5f, -1 }, { 2, 0.25f } });
        var input = Tiny.Of(tensor([1f, 2f], [1, 2]));

        // Logits -1.5 and 2.5, label 0: the logits' gradients are p0 - 1 and p1 = 1 - p0.
        var p1 = 1 / (1 + Math.Exp(-4));
        var expected = p1 * (0.5 + 2 + 2 + 0.5);

        Assert.Equal(expected, new Snip().Score(network, input).Value!.Value, Tiny.Exact);
    }
}
