using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class ZenScoreTests
{
    [Fact]
    public void A_batch_norm_changes_no_more_than_its_running_variance_lags()
    {
        // It begins at 1, next to nothing here, and takes a tenth of the batch's in each of two passes a draw.
        var lag = Enumerable.Range(1, 32).Average(draw => Math.Log(1 - Math.Pow(0.9, 2 * draw)) / 2);

        Assert.Equal(Score(4, normed: false) + lag, Score(4, normed: true), 0.01);
    }

    [Fact]
    public void Without_batch_norm_a_scale_adds_its_logarithm()
    {
        Assert.Equal(Score(1, normed: false) + Math.Log(4), Score(4, normed: false), 1e-4);
    }

    [Fact]
    public void A_single_layer_moves_as_far_as_its_weights_say()
    {
        using var scope = NewDisposeScope();
        using var network = Linear(4000, 1);

        // W times normal noise is normal with the deviation |W|, about sqrt(4000); the mean of its absolute value is sqrt(2 / pi) times that.
        var expected = Math.Log(0.01 * Math.Sqrt(4000) * Math.Sqrt(2 / Math.PI));
        Assert.Equal(expected, new ZenScore().Score(network, Tiny.Input(features: 4000)).Value!.Value, 0.1);
    }

    private static double Score(float scale, bool normed)
    {
        using var scope = NewDisposeScope();
        using var network = Sequential(Conv2d(3, 16, 3, bias: false), new Scale(scale), normed ? BatchNorm2d(16) : Identity());
        return new ZenScore().Score(network, Tiny.Of(zeros([1, 3, 8, 8]))).Value!.Value;
    }

    private sealed class Scale(float factor) : Module<Tensor, Tensor>(nameof(Scale))
    {
        public override Tensor forward(Tensor input) => input * factor;
    }
}
