using System.Text.Json;
using Espalier.Corruptions;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Studies;
using Espalier.Tests.Training;

namespace Espalier.Tests.Evaluation;

public sealed class CorruptionEvaluatorTests
{
    private const string Some = "contrast,gaussian-noise:2";

    [Fact]
    public void Every_corruption_is_counted_on_the_images_it_leaves()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(50, seed: 8);
        var live = LiveTensorsOfThread;

        var found = Run(network, images);

        Assert.Equal(live, LiveTensorsOfThread);
        Assert.True(found.IsSound());
        Assert.Equal(new Evaluator().Clean(network, images), found.CleanAccuracy());
        var (contrast, noise) = (found.Outcomes()[0], found.Outcomes()[1]);
        Assert.Equal(("contrast", 5, "gaussian-noise", 2), (contrast.Name, contrast.BySeverity.Count, noise.Name, Assert.Single(noise.BySeverity).Severity));
        var shown = CorruptedImages.Of(images, new CorruptionCell("gaussian-noise", 2), 1);
        Assert.Equal(new Evaluator().Clean(network, shown), noise.BySeverity[0].Accuracy);
        Assert.Equal((contrast.BySeverity.Average(at => at.Accuracy.Fraction) + noise.Mean) / 2, found.MeanAccuracy(), 1e-12);
        Assert.True(contrast.BySeverity[4].Accuracy.Correct < found.Clean, "the least contrast leaves the toy network as it was");
    }

    [Fact]
    public void Batches_change_nothing()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(50, seed: 8);

        Assert.Equal(Run(network, images).Correct, Run(network, images, batch: 7).Correct);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(11)]
    public void What_goes_on_from_a_batch_ends_as_if_nothing_had_been(int batches)
    {
        using var network = Toy.Trained();
        var images = Toy.Images(50, seed: 8);
        var straight = Run(network, images);
        using var interruption = new CancellationTokenSource();
        CorruptionProgress? last = null;
        var saved = 0;

        Assert.Throws<OperationCanceledException>(() => Run(network, images, save: progress =>
        {
            last = StudyJson.Read<CorruptionProgress>(JsonSerializer.Serialize(progress, StudyJson.Line), "here", "none");
            if (++saved == batches)
            {
                interruption.Cancel();
            }
        }, cancellation: interruption.Token));

        var rest = 0;
        var resumed = Run(network, images, last, _ => rest++);
        Assert.Equal((straight.Clean, straight.MeanAccuracy()), (resumed.Clean, resumed.MeanAccuracy()));
        Assert.Equal(straight.Correct, resumed.Correct);
        Assert.Equal(7 * 3, batches + rest);
    }

    [Fact]
    public void A_request_for_something_else_is_refused()
    {
        using var network = new TinyNetwork(1);

        Assert.Throws<ArgumentException>(() => new CorruptionEvaluator(
            network, Toy.Images(4), Evaluations.CorruptionRequest(5, Some), TimeProvider.System));
    }

    private static CorruptionEvaluation Run(
        Module<Tensor, Tensor> network,
        ImageSet images,
        CorruptionProgress? begun = null,
        Action<CorruptionProgress>? save = null,
        int batch = 20,
        CancellationToken cancellation = default) =>
        new CorruptionEvaluator(network, images, Evaluations.CorruptionRequest(images.Count, Some), TimeProvider.System, batch)
            .Run(begun, save, new SilentObserver(), cancellation);
}
