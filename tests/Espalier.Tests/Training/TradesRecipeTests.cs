using Espalier.Attacks;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class TradesRecipeTests
{
    private const double Epsilon = 0.05;

    [Fact]
    public void Its_adversary_and_its_weight_are_the_papers_and_the_best_epoch_is_kept()
    {
        var recipe = new TradesRecipe().Create() with { Epsilon = 0.031 };

        var settings = Assert.IsType<TradesPerturbation>(recipe.CreatePerturbation()).Settings;
        Assert.Equal((10, 6.0), (settings.Steps, recipe.TradesBeta));
        Assert.Equal(0.007, settings.StepSize!.Value, 1e-15);
        Assert.Equal((KeptEpoch.Best, 0, 0.0), (recipe.Keep, recipe.Cutout, recipe.DropPath));
    }

    // The images that the adversary moved stay where they are: only the weights are moved by a little.
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_step_goes_against_the_finite_differences_of_the_loss(double beta)
    {
        using var scope = NewDisposeScope();
        using var model = new LinearNetwork();
        using var batch = LinearNetwork.Batch();
        var recipe = new TrainingRecipe
        {
            Adversarial = "trades-3",
            TradesBeta = beta,
            Epsilon = Epsilon,
            LearningRate = 1,
            Momentum = 0,
            WeightDecay = 0,
            GradientClip = 0,
        };
        var moved = model.Moved(batch, recipe);
        var expected = model.FiniteDifferences(() => Loss(moved));
        var before = model.Weight.detach().clone();
        using var generator = new Generator(4);
        using var optimizer = optim.SGD(model.parameters(), 1);

        var result = new TrainingStep(model, optimizer, recipe, generator).Take(batch);

        using var unrecorded = no_grad();
        double[] found = [.. before.sub(model.Weight).data<double>()];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        model.Weight.copy_(before);
        Assert.Equal(Loss(moved), result.Loss, 1e-12);

        double Loss(Tensor inputs)
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            var clean = model.call(batch.Images);
            var (p, q) = (clean.softmax(1), model.call(inputs).softmax(1));
            var divergence = (p * (p.log() - q.log())).sum(1).mean();
            return functional.cross_entropy(clean, batch.Labels).ToDouble() + (beta * divergence.ToDouble());
        }
    }

    [Fact]
    public void With_a_weight_of_zero_the_weights_are_those_of_standard_training()
    {
        var images = Toy.Images(48);

        Assert.Equal(Train("none"), Train("trades-2"));

        float[] Train(string adversarial)
        {
            using var network = new TinyNetwork(1, withAuxiliary: true);
            var recipe = Toy.Recipe with { Adversarial = adversarial, TradesBeta = 0, DropPath = 0 };
            using var trainer = new Trainer(network, images, ChannelStatistics.Of(images), recipe, seed: 7);
            trainer.Train();
            return [.. network.parameters().SelectMany(parameter => parameter.detach().contiguous().data<float>().ToArray())];
        }
    }

    /// <summary>A linear classifier of four pixels in double precision.</summary>
    private sealed class LinearNetwork : Network
    {
        private readonly Parameter weight;

        public LinearNetwork()
            : base("linear")
        {
            using var generator = new Generator(2);
            weight = new Parameter(randn([3, 4], ScalarType.Float64, generator: generator));
            register_parameter("weight", weight);
        }

        public Parameter Weight => weight;

        public override (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images) =>
            (functional.linear(images.flatten(1), weight), null);

        public static Batch Batch()
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator(5);
            var images = rand([6, 1, 2, 2], ScalarType.Float64, generator: generator).mul(0.6).add(0.2);
            return new Batch(images.DetachFromDisposeScope(), randint(3, [6], generator: generator).DetachFromDisposeScope());
        }

        /// <summary>What the step's adversary makes of the batch: it draws the same.</summary>
        public Tensor Moved(Batch batch, TrainingRecipe recipe)
        {
            using var generator = new Generator(4);
            return recipe.CreatePerturbation().Replays(this, batch.Images, batch.Labels, generator).Select(input => input.clone()).Single();
        }

        public double[] FiniteDifferences(Func<double> loss)
        {
            const double Step = 1e-6;
            using var unrecorded = no_grad();
            return [.. Enumerable.Range(0, 12).Select(i =>
            {
                var place = weight.view(12).narrow(0, i, 1);
                place.add_(Step);
                var above = loss();
                place.sub_(2 * Step);
                var below = loss();
                place.add_(Step);
                return (above - below) / (2 * Step);
            })];
        }
    }
}
