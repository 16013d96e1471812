using Espalier.Attacks;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Estimators.Training;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Tests.Training;
using Espalier.Training;

namespace Espalier.Tests.Estimators.Training;

public sealed class ShortTrainingTests
{
    private static readonly DartsSpace Space = new();
    private static readonly TrainingRecipe Recipe = Toy.Recipe with { Epochs = 2, Adversarial = "none", DropPath = 0.2 };
    private static readonly Genotype Genotype = Space.Sample(new SeededRandom(4));

    [Fact]
    public void A_candidate_is_judged_on_the_validation_part()
    {
        var data = Data();

        var outcome = Estimator(data).Judge(Genotype, 1, CancellationToken.None);

        Assert.InRange(outcome.Accuracy!.Value, 0, 1);
        Assert.Equal(0, outcome.Accuracy.Value * data.Validation.Count % 1, 1e-6);
        Assert.Equal(0, outcome.RobustAccuracy!.Value * data.Validation.Count % 1, 1e-6);
        Assert.True(outcome.Params > 0 && outcome.Macs > outcome.Params);
        Assert.True(outcome.Seconds > 0);
        Assert.Null(outcome.Failure);
        Assert.False(data.Test.IsOpened);
    }

    [Fact]
    public void The_same_seed_gives_the_same_outcome()
    {
        var first = Estimator(Data()).Judge(Genotype, 1, CancellationToken.None);
        var second = Estimator(Data()).Judge(Genotype, 1, CancellationToken.None);

        Assert.Equal(first with { Seconds = 0 }, second with { Seconds = 0 });
    }

    [Fact]
    public void A_candidate_is_trained_as_long_as_was_asked()
    {
        using var folder = new TempFolder();
        int[] reads = [.. new[] { 1, 2, 4 }.Select(epochs =>
        {
            var clock = new Stopping(null);
            var judged = Estimator(Data(), folder: folder.Path, clock: clock).Judge(Genotype, epochs, 1, CancellationToken.None);
            Assert.Null(judged.Failure);
            return clock.Reads;
        })];

        // The clock is read after every step.
        Assert.True(reads[1] > reads[0]);
        Assert.Equal(2 * (reads[1] - reads[0]), reads[2] - reads[1]);
        Assert.Equal(
            Estimator(Data()).Judge(Genotype, 1, CancellationToken.None) with { Seconds = 0 },
            Estimator(Data()).Judge(Genotype, Recipe.Epochs, 1, CancellationToken.None) with { Seconds = 0 });
    }

    [Fact]
    public void A_candidate_that_diverges_is_an_outcome_with_a_reason()
    {
        var outcome = Estimator(Data(), new ChannelStatistics([float.NaN, 0, 0], [1, 1, 1])).Judge(Genotype, 1, CancellationToken.None);

        Assert.Null(outcome.Accuracy);
        Assert.NotNull(outcome.Failure);
        Assert.True(outcome.Params > 0);
    }

    [Fact]
    public void An_interruption_is_an_exception()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Estimator(Data()).Judge(Genotype, 1, stop.Token));
    }

    [Fact]
    public void A_judgement_that_was_interrupted_goes_on_to_the_same_outcome_and_leaves_no_file()
    {
        using var folder = new TempFolder();
        var expected = Estimator(Data()).Judge(Genotype, 1, CancellationToken.None);
        using var stopped = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => Estimator(Data(), folder: folder.Path, clock: new Stopping(stopped)).Judge(Genotype, 1, stopped.Token));
        var kept = Assert.Single(Directory.GetFiles(folder.Path, "*.safetensors"));
        var found = Estimator(Data(), folder: folder.Path).Judge(Genotype, 1, CancellationToken.None);

        Assert.EndsWith("trial-0000000000000001.safetensors", kept, StringComparison.Ordinal);
        Assert.Equal(expected with { Seconds = 0 }, found with { Seconds = 0 });
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        var before = LiveTensorsOfThread;
        Estimator(Data()).Judge(Genotype, 1, CancellationToken.None);

        Assert.Equal(before, LiveTensorsOfThread);
    }

    private static DataSplit Data() => new(new Dataset("toy", Toy.Images(64), Toy.Images(10)), new SplitOptions(), 1);

    private static ShortTraining Estimator(
        DataSplit data, ChannelStatistics? statistics = null, string? folder = null, TimeProvider? clock = null)
    {
        var settings =
            new NetworkSettings { Channels = 2, Cells = 3, Input = Toy.Shape, Classes = 4, Statistics = statistics ?? data.Statistics };
        return new ShortTraining(
            Space,
            settings,
            data,
            Recipe,
            new ValidationJudge(data.Validation, new Pgd(new AttackSettings { Steps = 2 })),
            folder,
            clock is null ? null : new CheckpointPace(TimeSpan.FromDays(1), clock));
    }

    /// <summary>Presses Ctrl-C when it is read for the third time: once at the start, then after every step.</summary>
    private sealed class Stopping(CancellationTokenSource? stop) : TimeProvider
    {
        public int Reads { get; private set; }

        public override long GetTimestamp()
        {
            if (++Reads == 3)
            {
                stop?.Cancel();
            }

            return 0;
        }
    }
}
