using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Tests.Data;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class EpochKeeperTests
{
    private static readonly ImageSet Images = Toy.Images(120);
    private static readonly ChannelStatistics Statistics = ChannelStatistics.Of(Images);

    private static TrainingRecipe Recipe { get; } = Toy.Recipe with
    {
        Epochs = 5,
        BatchSize = 32,
        LearningRate = 0.1,
        Flip = false,
        DropPath = 0.1,
        Keep = KeptEpoch.Best,
        Adversarial = "pgd-2",
        Epsilon = 2.0 / 255,
    };

    [Fact]
    public void The_weights_given_back_are_those_after_the_epoch_that_did_best_under_attack()
    {
        using var network = Toy.Trained();
        using var trainer = new Trainer(network, Images, Statistics, Recipe, seed: 7);
        var weights = new List<byte[]>();

        var outcome = trainer.Train(progress => Spoil(network, trainer, progress, weights));

        Assert.Equal((108, 12), (trainer.Images, trainer.HeldOutImages));
        var robust = trainer.Epochs.Select(epoch => epoch.Robust!.Value).ToList();
        var best = robust.IndexOf(robust.Max());
        Assert.Equal(new KeptWeights(best, robust[best], 12), outcome.Kept);
        Assert.InRange(best, 0, 2);
        Assert.Equal(weights[best], Bits.Of(network));
        Assert.NotEqual(weights[^1], Bits.Of(network));
        var (_, held) = HeldOut.Part(Images, seed: 7);
        Assert.Equal(robust[best], new Evaluator().Attacked(network, held, EpochReview.AttackOf(Recipe), seed: 7).Fraction);
    }

    [Fact]
    public void The_last_epoch_is_given_back_where_nothing_else_is_asked_for()
    {
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Recipe with { Keep = KeptEpoch.Last }, seed: 7);
        var weights = new List<byte[]>();

        var outcome = trainer.Train(progress => Spoil(network, trainer, progress, weights));

        Assert.Null(outcome.Kept);
        Assert.Equal((120, 0), (trainer.Images, trainer.HeldOutImages));
        Assert.All(trainer.Epochs, epoch => Assert.Null(epoch.Robust));
        Assert.Equal(weights[^1], Bits.Of(network));
    }

    [Fact]
    public void A_training_that_diverges_gives_back_what_it_kept()
    {
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Recipe, seed: 7);
        byte[] kept = [];

        var outcome = trainer.Train(progress =>
        {
            if (progress is { EndsEpoch: true, Epoch: 0 })
            {
                kept = Bits.Of(network);
                Fill(network, double.NaN);
            }
        });

        Assert.Equal((TrainingEnd.Diverged, 0), (outcome.End, outcome.Kept!.Epoch));
        Assert.Equal(kept, Bits.Of(network));
    }

    // Steps are told 20 times; the last of an epoch is the fourth. The spoilt fourth epoch makes one before it the best.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(19)]
    [InlineData(20)]
    public void Interrupted_and_resumed_it_keeps_the_same_epoch_and_gives_back_the_same_bits(int killed)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "train.safetensors");

        var straight = Run(null, int.MaxValue);
        Assert.Equal(killed < 20 ? TrainingEnd.Interrupted : TrainingEnd.Finished, Run(path, killed).Outcome.End);
        var resumed = Run(path, int.MaxValue);

        Assert.Equal(straight.Bits, resumed.Bits);
        Assert.Equal(straight.Epochs, resumed.Epochs);
        Assert.Equal(straight.Outcome.Kept, resumed.Outcome.Kept);
    }

    [Fact]
    public void Interrupted_in_the_look_at_an_epoch_it_looks_again()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "train.safetensors");
        var validation = Toy.Images(40, seed: 9);
        var straight = Train(null, out _);
        using var stop = new CancellationTokenSource();

        var broken = Train(stop, out var batch);
        var resumed = Train(null, out _);

        Assert.Equal((4, TrainingEnd.Interrupted), (batch, broken.Outcome.End));
        Assert.Equal(straight.Bits, resumed.Bits);
        Assert.Equal(straight.Epochs, resumed.Epochs);

        (byte[] Bits, IReadOnlyList<TrainedEpoch> Epochs, TrainingOutcome Outcome) Train(CancellationTokenSource? end, out int next)
        {
            using var network = new TinyNetwork(1);
            using var trainer = new Trainer(network, Images, Statistics, Recipe, seed: 7, validation);
            using var hook = network.Norm.register_forward_hook((_, _, _) =>
            {
                if (!network.Norm.training && trainer.Epoch == 1)
                {
                    end?.Cancel();
                }
            });
            var resumes = end is null && File.Exists(path);
            Assert.Equal(resumes, trainer.TryResume(path));
            var outcome = trainer.Train(cancellation: end?.Token ?? CancellationToken.None);
            next = trainer.Batch;
            if (end is not null)
            {
                trainer.Save(path);
            }

            return (Bits.Of(network), trainer.Epochs, outcome);
        }
    }

    [Fact]
    public void It_leaves_no_tensor_behind()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "train.safetensors");
        using var network = new TinyNetwork(1);
        var live = LiveTensorsOfThread;

        using (var trainer = new Trainer(network, Images, Statistics, Recipe, seed: 7))
        {
            trainer.Train();
            trainer.Save(path);
            trainer.TryResume(path);
        }

        Assert.Equal(live, LiveTensorsOfThread);
    }

    [Fact]
    public void A_look_at_training_images_changes_nothing_of_a_training_on_single_steps()
    {
        var (watched, bare) = (Train(60), Train(0));

        Assert.Equal(watched.Bits, bare.Bits);
        Assert.All(watched.Epochs, epoch => Assert.InRange(epoch.Robust!.Value, 0, 1));
        Assert.All(bare.Epochs, epoch => Assert.Null(epoch.Robust));

        static (byte[] Bits, IReadOnlyList<TrainedEpoch> Epochs) Train(int images)
        {
            using var network = new TinyNetwork(1);
            using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe with { WatchedImages = images }, seed: 7);
            trainer.Train();
            return (Bits.Of(network), trainer.Epochs);
        }
    }

    private static (byte[] Bits, IReadOnlyList<TrainedEpoch> Epochs, TrainingOutcome Outcome) Run(string? path, int killed)
    {
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Recipe, seed: 7);
        using var stop = new CancellationTokenSource();
        if (path is not null)
        {
            trainer.TryResume(path);
        }

        var told = 0;
        var outcome = trainer.Train(
            progress =>
            {
                Spoil(network, trainer, progress, []);
                if (++told == killed)
                {
                    stop.Cancel();
                }
            },
            stop.Token);
        if (path is not null)
        {
            trainer.Save(path);
        }

        return (Bits.Of(network), trainer.Epochs, outcome);
    }

    /// <summary>Remembers the weights of each epoch, and after the third makes nonsense of them.</summary>
    private static void Spoil(TinyNetwork network, Trainer trainer, TrainingProgress progress, List<byte[]> weights)
    {
        if (progress.EndsEpoch)
        {
            weights.Add(Bits.Of(network));
            if (trainer.Epoch == 3)
            {
                Fill(network, 0);
            }
        }
    }

    private static void Fill(TinyNetwork network, double value)
    {
        using var unrecorded = no_grad();
        network.parameters().First().fill_(value);
    }
}
