using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class NetworkCostTests
{
    [Fact]
    public void Convolutions_and_linear_layers_count_and_nothing_else()
    {
        using var network = new Strided();

        // 8x8 by 5x5 windows of 3 channels to 4, then depthwise 3x3 at half the size, then 4 averages to 10 classes.
        var cost = NetworkCost.Of(network, [3, 8, 8]);

        Assert.Equal((4 * 3 * 25) + (4 * 9) + 4 + 4 + (4 * 10) + 10, cost.Parameters);
        Assert.Equal((64 * 4 * 3 * 25) + (16 * 4 * 9) + (4 * 10), cost.Macs);
        Assert.Null(cost.LatencyMilliseconds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counting_leaves_the_network_as_it_was(bool training)
    {
        using var network = new Strided();
        network.train(training);
        using var scope = NewDisposeScope();
        var mean = network.buffers().First().clone();
        var before = LiveTensorsOfThread;

        var first = NetworkCost.Of(network, [3, 8, 8]);
        var second = NetworkCost.Of(network, [3, 8, 8]);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal(first, second);
        Assert.Equal(training, network.training);
        Assert.True(equal(mean, network.buffers().First()));
    }

    [Fact]
    public void A_network_that_fails_is_left_as_it_was()
    {
        using var network = new Strided();

        Assert.Throws<TorchException>(() => NetworkCost.Of(network, [2, 8, 8]));

        Assert.True(network.training);
        Assert.True(NetworkCost.Of(network, [3, 8, 8]).Macs > 0);
    }

    private sealed class Strided : Module<Tensor, Tensor>
    {
        private readonly Conv2d first = Conv2d(3, 4, 5, padding: 2, bias: false);
        private readonly BatchNorm2d norm = BatchNorm2d(4);
        private readonly Conv2d second = Conv2d(4, 4, 3, stride: 2, padding: 1, groups: 4, bias: false);
        private readonly Linear classifier = Linear(4, 10);

        public Strided()
            : base(nameof(Strided)) => RegisterComponents();

        public override Tensor forward(Tensor input) =>
            classifier.call(functional.adaptive_avg_pool2d(second.call(norm.call(first.call(input))), 1).flatten(1));
    }
}
