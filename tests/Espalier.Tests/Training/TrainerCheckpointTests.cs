using Espalier.Data;
using Espalier.Studies;
using Espalier.Tests.Data;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class TrainerCheckpointTests
{
    private static readonly ImageSet Images = Toy.Images(60);
    private static readonly ChannelStatistics Statistics = ChannelStatistics.Of(Images);

    [Theory]
    [InlineData("fgsm-rs", 0, 1)]
    [InlineData("fgsm-rs", 1, 2)]
    [InlineData("fgsm-rs", 1, 4)]
    [InlineData("none", 2, 1)]
    [InlineData("free-2", 1, 3)]
    [InlineData("trades-2", 1, 2)]
    public void A_resumed_training_equals_a_straight_one_bit_by_bit(string adversarial, int epoch, int step)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "train.safetensors");
        var recipe = Toy.Recipe with { Adversarial = adversarial };
        var (straight, interrupted) = (new List<TrainingProgress>(), new List<TrainingProgress>());

        var expected = Run(recipe, straight, path: null, resume: false, (-1, -1));
        var half = Run(recipe, interrupted, path, resume: false, (epoch, step));
        var whole = Run(recipe, interrupted, path, resume: true, (-1, -1));

        Assert.NotEqual(expected, half);
        Assert.Equal(expected, whole);
        Assert.Equal(straight.Select(Logged), interrupted.Select(Logged));
    }

    [Theory]
    [InlineData("free-2", 2)]
    [InlineData("fgsm-rs", 5)]
    public void A_killed_training_goes_on_within_its_epoch_and_tells_every_step_once_more_or_never_again(string adversarial, int killed)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "train.safetensors");
        var recipe = Toy.Recipe with { Adversarial = adversarial, DropPath = 0.2 };
        var (straight, told) = (new List<TrainingProgress>(), new List<TrainingProgress>());
        var expected = Run(null);

        Assert.Throws<TimeoutException>(() => Run(progress => _ = told.Count < killed ? 0 : throw new TimeoutException()));
        var before = told.Count;
        var found = Run(_ => { });

        Assert.Equal(expected, found);
        Assert.Equal(killed, before);
        Assert.Equal(straight.Select(Logged), [.. told.Take(before - 1).Select(Logged), .. told.Skip(before).Select(Logged)]);

        byte[] Run(Action<TrainingProgress>? observer)
        {
            using var network = new TinyNetwork(1, withAuxiliary: true);
            using var trainer = new Trainer(network, Images, Statistics, recipe, seed: 7);
            if (observer is null)
            {
                trainer.Train(straight.Add);
            }
            else
            {
                trainer.Train(path, new CheckpointPace(TimeSpan.Zero, TimeProvider.System), observer: progress =>
                {
                    told.Add(progress);
                    observer(progress);
                });
            }

            return Bits.Of(network);
        }
    }

    [Fact]
    public void Between_its_times_a_training_is_saved_at_the_ends_of_epochs_where_asked()
    {
        using var folder = new TempFolder();
        foreach (var atEpochs in new[] { true, false })
        {
            var path = Path.Combine(folder.Path, $"{atEpochs}.safetensors");
            using var network = new TinyNetwork(1);
            using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe with { Epochs = 2 }, seed: 7);
            trainer.Train(path, new CheckpointPace(TimeSpan.FromDays(1), TimeProvider.System), atEpochs: atEpochs);

            Assert.Equal(atEpochs, File.Exists(path) && File.Exists(CheckpointFile.PreviousOf(path)));
        }
    }

    [Fact]
    public void Without_a_checkpoint_nothing_is_resumed()
    {
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe, seed: 1);

        Assert.False(trainer.TryResume("/nowhere/train.safetensors"));
        Assert.Equal((0, 0), (trainer.Epoch, trainer.Batch));
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_the_callers_fault()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "train.safetensors");
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe, seed: 1);
        trainer.Save(path);
        using var wider = new TinyNetwork(1, withAuxiliary: true);
        using var otherSeed = new Trainer(network, Images, Statistics, Toy.Recipe, seed: 2);
        using var otherRecipe = new Trainer(network, Images, Statistics, Toy.Recipe with { Momentum = 0.8 }, seed: 1);
        using var otherNetwork = new Trainer(wider, Images, Statistics, Toy.Recipe, seed: 1);

        foreach (var other in new[] { otherSeed, otherRecipe, otherNetwork })
        {
            var fault = Assert.Throws<InvalidInputException>(() => other.TryResume(path));
            Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        }

        Assert.True(trainer.TryResume(path));
    }

    [Fact]
    public void Saving_and_loading_leaks_nothing()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "train.safetensors");
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe, seed: 1);
        trainer.Train();
        var live = LiveTensorsOfThread;

        trainer.Save(path);
        trainer.Save(path);
        trainer.TryResume(path);

        Assert.Equal(live, LiveTensorsOfThread);
    }

    private static byte[] Run(TrainingRecipe recipe, List<TrainingProgress> told, string? path, bool resume, (int Epoch, int Step) end)
    {
        using var network = new TinyNetwork(resume ? 99 : 1, withAuxiliary: true);
        using var trainer = new Trainer(network, Images, Statistics, recipe, seed: 7);
        using var stop = new CancellationTokenSource();
        Assert.True(!resume || trainer.TryResume(path!));
        trainer.Train(
            progress =>
            {
                told.Add(progress);
                stop.CancelAfterStep(progress, end.Epoch, end.Step);
            },
            stop.Token);
        if (path is not null)
        {
            trainer.Save(path);
        }

        return Bits.Of(network);
    }

    private static TrainingProgress Logged(TrainingProgress progress) => progress with { ImagesPerSecond = 0 };
}
