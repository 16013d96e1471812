using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class ConsistencyLossTests
{
    [Fact]
    public void It_is_the_divergence_of_the_predictions_worked_by_hand()
    {
        using var scope = NewDisposeScope();

        // (1/2, 1/2) against (3/4, 1/4), and a prediction against itself.
        var clean = tensor([0.0, 0, 1, -2], [2, 2]);
        var moved = tensor([Math.Log(3), 0, 1, -2], [2, 2]);

        var values = ConsistencyLoss.OfEach(clean, moved).data<double>().ToArray();

        Assert.Equal(Math.Log(4.0 / 3) / 2, values[0], 1e-12);
        Assert.Equal(0, values[1], 1e-12);
        Assert.Equal(Math.Log(4.0 / 3) / 4, ConsistencyLoss.Of(clean, moved).ToDouble(), 1e-12);
    }

    [Fact]
    public void Both_predictions_have_the_gradient_of_the_formula()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var clean = randn([5, 4], ScalarType.Float64, generator: generator).requires_grad_();
        var moved = randn([5, 4], ScalarType.Float64, generator: generator).requires_grad_();

        var found = autograd.grad([ConsistencyLoss.Of(clean, moved)], [clean, moved]);

        using var unrecorded = no_grad();
        var (p, q) = (clean.softmax(1), moved.softmax(1));
        var ratio = p.log() - q.log();
        var divergence = (p * ratio).sum([1], keepdim: true);
        Assert.True(Attacking.Distance(found[0], p * (ratio - divergence) / 5) < 1e-12);
        Assert.True(Attacking.Distance(found[1], (q - p) / 5) < 1e-12);
    }

    [Fact]
    public void It_leaks_nothing()
    {
        using var scope = NewDisposeScope();
        var (clean, moved) = (ones([3, 2]), zeros([3, 2]));
        var live = LiveTensorsOfThread;

        ConsistencyLoss.Of(clean, moved).Dispose();

        Assert.Equal(live, LiveTensorsOfThread);
    }
}
