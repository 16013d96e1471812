using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class FisherTests
{
    [Fact]
    public void A_convolution_is_worth_what_its_channels_and_their_gradients_make_together()
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(Conv2d(2, 3, 1, bias: false), AdaptiveAvgPool2d(1), new Flat());
        var input = Tiny.Of(randn([2, 2, 4, 4], generator: new Generator(5)));

        // The pooled channels are the logits, so the sum of activation times gradient is logit * (p - y) / 2 of two samples.
        var logits = network.call(input.Images).detach();
        var error = (logits.softmax(1) - functional.one_hot(input.Labels, 3)) / 2;
        var expected = (logits * error).square().mean([0]).sum().ToDouble() / 2 * 2;

        Assert.Equal(expected, new Fisher().Score(network, input).Value!.Value, Tiny.Exact);
    }

    [Fact]
    public void A_layer_that_the_loss_does_not_depend_on_adds_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = new WithIdleLayer();

        var layers = new Fisher().Score(network, Tiny.Input()).Layers;

        Assert.Contains(0, layers);
        Assert.Contains(layers, layer => layer > 0);
    }
}
