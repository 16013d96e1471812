using Espalier.Data;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class TrainerTests
{
    private static readonly ImageSet Images = Toy.Images(60);
    private static readonly ChannelStatistics Statistics = ChannelStatistics.Of(Images);

    [Theory]
    [InlineData("none")]
    [InlineData("fgsm-rs")]
    [InlineData("free-2")]
    [InlineData("trades-2")]
    public void A_tiny_network_learns_the_toy_images(string adversarial)
    {
        using var network = new TinyNetwork(1, withAuxiliary: true);
        var recipe = Toy.Recipe with { Epochs = adversarial == "free-2" ? 30 : 15, LearningRate = 0.1, Adversarial = adversarial, Epsilon = 1.0 / 255, Flip = false };
        using var trainer = new Trainer(network, Images, Statistics, recipe, seed: 2, validation: Toy.Images(100, seed: 4));
        var told = new List<TrainingProgress>();

        var outcome = trainer.Train(told.Add);

        Assert.Equal((TrainingEnd.Finished, 15, null), (outcome.End, outcome.Epochs, outcome.Reason));
        Assert.True(trainer.IsFinished);
        Assert.Equal(15 * 4, told.Count);
        Assert.Equal(15, told.Count(progress => progress.Validation is not null && progress.EndsEpoch));
        Assert.True(told[^1].Validation!.Fraction > 0.8, $"validation {told[^1].Validation!.Fraction}");
        Assert.True(told[^1].Loss < told[3].Loss * 0.8);
    }

    [Fact]
    public void Progress_names_the_place_and_the_rates()
    {
        using var network = new TinyNetwork(1);
        var clock = new StillClock();
        using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe with { DropPath = 0.3 }, seed: 2, clock: clock);
        var told = new List<(int, int, double, double, double)>();

        trainer.Train(progress => told.Add(
            (progress.Epoch, progress.Step, progress.LearningRate, Math.Round(network.DropPathProbability, 9), progress.ImagesPerSecond)));

        Assert.Equal((0, 1, 0.025, 0, 16), told[0]);
        Assert.Equal((1, 2, Toy.Recipe.LearningRateAt(1), 0.1, 16), told[5]);
        Assert.Equal((2, 4, Toy.Recipe.LearningRateAt(2), 0.2, 15), told[11]);
    }

    [Fact]
    public void The_first_step_with_nesterovs_momentum_is_longer_by_that_momentum()
    {
        var (plain, nesterov) = (FirstStep(isNesterov: false), FirstStep(isNesterov: true));

        Assert.Contains(plain, change => change != 0);
        Assert.All(plain.Zip(nesterov), pair => Assert.Equal(1.9 * pair.First, pair.Second, 1e-5));

        static float[] FirstStep(bool isNesterov)
        {
            using var scope = NewDisposeScope();
            using var network = new TinyNetwork(1);
            var recipe = Toy.Recipe with
            {
                Epochs = 1,
                BatchSize = Images.Count,
                WeightDecay = 0,
                GradientClip = 0,
                Momentum = 0.9,
                Nesterov = isNesterov,
            };
            var before = network.parameters().Select(parameter => parameter.clone()).ToArray();
            using var trainer = new Trainer(network, Images, Statistics, recipe, seed: 2);
            trainer.Train();
            using var unrecorded = no_grad();
            return [.. network.parameters().Zip(before).SelectMany(pair => (pair.First - pair.Second).data<float>().ToArray())];
        }
    }

    [Fact]
    public void A_step_leaks_no_tensor()
    {
        using var network = new TinyNetwork(1, withAuxiliary: true);
        using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe, seed: 2, validation: Toy.Images(10));
        var live = new List<long>();

        trainer.Train(_ => live.Add(LiveTensorsOfThread));

        // While the observer is called, the batch of the step is still there; momentum is made in the first step.
        Assert.Single(live.Distinct());
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));

        static byte[] Run(ulong seed)
        {
            using var network = new TinyNetwork(1);
            using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe, seed);
            trainer.Train();
            return Bits.Of(network);
        }
    }

    [Fact]
    public void A_loss_that_is_no_number_is_an_outcome()
    {
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe, seed: 1);
        var live = LiveTensorsOfThread;
        var steps = 0;

        var outcome = trainer.Train(_ =>
        {
            if (++steps == 5)
            {
                using var unrecorded = no_grad();
                network.parameters().Last().fill_(double.NaN);
            }
        });

        Assert.Equal(TrainingEnd.Diverged, outcome.End);
        Assert.Equal("the loss is NaN in epoch 1, batch 1", outcome.Reason);
        Assert.Equal(5, steps);
        Assert.Equal(live + Momenta(network), LiveTensorsOfThread);
    }

    [Fact]
    public void Cancellation_is_an_outcome_between_two_steps()
    {
        using var network = new TinyNetwork(1);
        using var trainer = new Trainer(network, Images, Statistics, Toy.Recipe, seed: 1);
        using var stop = new CancellationTokenSource();

        var outcome = trainer.Train(progress => stop.CancelAfterStep(progress, epoch: 1, step: 3), stop.Token);

        Assert.Equal((TrainingEnd.Interrupted, 1), (outcome.End, outcome.Epochs));
        Assert.Equal((1, 3), (trainer.Epoch, trainer.Batch));
        Assert.Equal(TrainingEnd.Finished, trainer.Train().End);
    }

    [Theory]
    [InlineData(33, 16, 2)]
    [InlineData(34, 16, 3)]
    [InlineData(1, 16, 1)]
    [InlineData(3, 1, 3)]
    public void A_single_image_at_the_end_of_an_epoch_is_left_out(int count, int batchSize, int steps)
    {
        using var network = new TinyNetwork(1);
        var images = Toy.Images(count);
        using var trainer = new Trainer(network, images, Statistics, Toy.Recipe with { Epochs = 1, BatchSize = batchSize }, seed: 1);
        var told = 0;

        trainer.Train(progress => Assert.Equal((++told, steps), (progress.Step, progress.Steps)));

        Assert.Equal(steps, told);
    }

    private static int Momenta(TinyNetwork network) => network.parameters().Count();

    /// <summary>Every look at it is a second later.</summary>
    private sealed class StillClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ticks++;
    }
}
