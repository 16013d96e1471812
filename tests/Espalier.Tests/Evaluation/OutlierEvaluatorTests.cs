using System.Text.Json;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Studies;
using Espalier.Tests.Training;

namespace Espalier.Tests.Evaluation;

public sealed class OutlierEvaluatorTests
{
    [Fact]
    public void Scores_of_both_sides_are_compared()
    {
        using var network = Toy.Trained();
        var (known, others) = (Toy.Images(40, seed: 8), NoiseImages.Of(Toy.Shape, 30, 1));
        var live = LiveTensorsOfThread;

        var found = Run(network, known, others);

        Assert.Equal(live, LiveTensorsOfThread);
        Assert.True(found.IsSound());
        var expected = OutlierDetection.Of(Confidence.Of(network, known), Confidence.Of(network, others));
        Assert.Equal(expected.Auroc, found.Auroc, 1e-9);
        Assert.Equal(expected.FalsePositives, found.FalsePositiveRate());
    }

    [Fact]
    public void What_the_network_knows_is_not_told_from_itself()
    {
        using var network = Toy.Trained();
        var known = Toy.Images(40, seed: 8);

        Assert.Equal(0.5, Run(network, known, known).Auroc, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_goes_on_from_a_batch_ends_as_if_nothing_had_been(int batches)
    {
        using var network = Toy.Trained();
        var (known, others) = (Toy.Images(40, seed: 8), NoiseImages.Of(Toy.Shape, 30, 1));
        var straight = Run(network, known, others);
        using var interruption = new CancellationTokenSource();
        OutlierProgress? last = null;
        var saved = 0;

        Assert.Throws<OperationCanceledException>(() => Run(network, known, others, save: progress =>
        {
            last = StudyJson.Read<OutlierProgress>(JsonSerializer.Serialize(progress, StudyJson.Line), "here", "none");
            if (++saved == batches)
            {
                interruption.Cancel();
            }
        }, cancellation: interruption.Token));

        var rest = 0;
        var resumed = Run(network, known, others, last, _ => rest++);
        Assert.Equal((straight.Auroc, straight.Threshold, straight.FalsePositives), (resumed.Auroc, resumed.Threshold, resumed.FalsePositives));

        // Three batches of 16, 16 and 8, and two of 16 and 14.
        Assert.Equal(5, batches + rest);
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        using var network = new TinyNetwork(1);

        Assert.Throws<ArgumentException>(() => Run(network, Toy.Images(4), NoiseImages.Of(new ImageShape(1, 8, 8), 4, 1)));
    }

    private static OutlierEvaluation Run(
        Module<Tensor, Tensor> network,
        ImageSet known,
        ImageSet others,
        OutlierProgress? begun = null,
        Action<OutlierProgress>? save = null,
        CancellationToken cancellation = default) =>
        new OutlierEvaluator(network, known, others, Evaluations.OutlierRequest(known.Count, others.Count, "noise"), TimeProvider.System, 16)
            .Run(begun, save, new SilentObserver(), cancellation);
}
