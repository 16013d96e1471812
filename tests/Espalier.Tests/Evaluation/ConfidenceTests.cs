using Espalier.Evaluation;
using Espalier.Tests.Training;

namespace Espalier.Tests.Evaluation;

public sealed class ConfidenceTests
{
    [Fact]
    public void It_is_the_largest_probability()
    {
        using var scope = NewDisposeScope();
        using var logits = tensor(new[] { 0f, 0, 0, 0, MathF.Log(3), 0, 0, 0, float.NaN, 0, 0, 0 }, [3, 4]);

        Assert.Equal([0.25, 0.5, 0], Confidence.Of(logits).Select(score => Math.Round(score, 6)));
    }

    [Fact]
    public void Batches_change_nothing_and_the_mode_comes_back()
    {
        using var network = Toy.Trained();
        network.train();
        var images = Toy.Images(10);
        var live = LiveTensorsOfThread;

        var whole = Confidence.Of(network, images);

        Assert.Equal(live, LiveTensorsOfThread);
        Assert.True(network.training);
        Assert.All(whole.Zip(Confidence.Of(network, images, batch: 3)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
