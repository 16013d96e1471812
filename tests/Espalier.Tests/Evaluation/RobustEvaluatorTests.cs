using System.Text.Json;
using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Kernels;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;
using Espalier.Tests.Kernels;
using Espalier.Tests.Training;
using Espalier.Training;

namespace Espalier.Tests.Evaluation;

public sealed class RobustEvaluatorTests
{
    private const string Quick = "fgsm,pgd-5,square-20";

    [Fact]
    public void Attacks_count_one_after_the_other_and_the_worst_case_is_told_image_by_image()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(50, seed: 8);
        var live = LiveTensorsOfThread;

        var found = Run(network, images, Quick);

        Assert.Equal(live, LiveTensorsOfThread);
        Assert.Equal(new Evaluator().Clean(network, images), found.CleanAccuracy());
        Assert.Equal(new Evaluator().Attacked(network, images, new Fgsm(Settings), seed: 1), found.After(1));
        Assert.Equal(found.Clean, found.Attacks[0].Attacked);
        Assert.Equal(found.Attacks[0].Attacked - found.Attacks[0].Broken, found.Attacks[1].Attacked);
        Assert.Equal(found.RobustAccuracy().Correct, found.Survived.Count(digit => digit == '1'));
        Assert.InRange(found.RobustAccuracy().Correct, 1, found.Clean - 1);
        Assert.True(found.IsSound());
        Assert.Empty(found.Notes);

        // One of the batch's images by itself, as it was attacked.
        var stands = found.Survived.IndexOf('1', StringComparison.Ordinal);
        Assert.Equal(1, new Evaluator().Attacked(network, images.Select([stands]), new Pgd(Settings with { Steps = 5 }), seed: 1).Correct);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void What_goes_on_from_a_batch_ends_as_if_nothing_had_been(int batches)
    {
        using var network = Toy.Trained();
        var images = Toy.Images(50, seed: 8);
        var saved = new List<string>();
        var straight = Run(network, images, Quick, save: progress => saved.Add(JsonSerializer.Serialize(progress, StudyJson.Line)));
        using var interruption = new CancellationTokenSource();
        RobustProgress? last = null;

        Assert.Throws<OperationCanceledException>(() =>
        {
            var seen = 0;
            if (batches == 0)
            {
                interruption.Cancel();
            }

            Run(network, images, Quick, null, cancellation: interruption.Token, save: progress =>
            {
                last = StudyJson.Read<RobustProgress>(JsonSerializer.Serialize(progress, StudyJson.Line), "here", "none");
                if (++seen == batches)
                {
                    interruption.Cancel();
                }
            });
        });
        var more = new List<string>();
        var resumed = Run(network, images, Quick, last, save: progress => more.Add(JsonSerializer.Serialize(progress, StudyJson.Line)));

        Assert.Equal(Text(straight), Text(resumed));
        Assert.Equal(saved.Count - batches, more.Count);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing_and_leaves_nothing_behind()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(300, seed: 8);

        var alone = Threads.With(1, () => Run(network, images, Quick));
        var live = LiveTensorsOfThread;
        var several = Threads.With(3, () => Run(network, images, Quick));

        Assert.Equal(Text(alone), Text(several));
        Assert.Equal(live, LiveTensorsOfThread);
    }

    /// <summary>On the very edge of a class or of a ReLU rounding may decide otherwise: of few images.</summary>
    [Fact]
    public void A_network_that_freezes_is_attacked_as_by_libtorch()
    {
        var images = Toy.Images(256);
        var settings = new NetworkSettings
        {
            Channels = 4,
            Cells = 3,
            Input = Toy.Shape,
            Classes = images.Classes,
            Statistics = ChannelStatistics.Of(images),
        };
        using var network = new DartsSpace().Build(DartsGenotypes.DartsV2, settings);
        var recipe = new TrainingRecipe { Epochs = 6, BatchSize = 32, AuxiliaryWeight = 0, Cutout = 0, CropPadding = 0, DropPath = 0, Flip = false };
        using (var trainer = new Trainer(network, images, ChannelStatistics.Of(images), recipe, seed: 5))
        {
            trainer.Train();
        }

        using var plain = new DartsSpace().Build(DartsGenotypes.DartsV2, settings with { Kernels = KernelPath.Torch });
        plain.load_state_dict(network.state_dict());
        network.eval();
        using (var frozen = network.Freeze())
        {
            Assert.NotNull(frozen);
        }

        var shown = Toy.Images(100, seed: 8);
        var (found, right) = (Run(network, shown, "fgsm,apgd-ce-10,square-20"), Run(plain, shown, "fgsm,apgd-ce-10,square-20"));

        Assert.Equal(right.Clean, found.Clean);
        Assert.InRange(found.RobustAccuracy().Correct, 1, found.Clean - 1);
        Assert.InRange(found.Survived.Zip(right.Survived).Count(pair => pair.First != pair.Second), 0, 2);
    }

    [Fact]
    public void A_network_whose_gradients_are_hidden_raises_alarms()
    {
        using var network = Toy.Trained();
        using var masked = new Masked(network);

        var found = Run(masked, Toy.Images(50, seed: 8), "apgd-ce-5,square-300", epsilon: 24.0 / 255);

        Assert.Contains("vanishing-gradients", found.Alarms.Select(alarm => alarm.Name));
        Assert.Contains("stronger-black-box", found.Alarms.Select(alarm => alarm.Name));
    }

    [Fact]
    public void Too_few_classes_for_the_targeted_ratio_are_noted()
    {
        using var network = new TinyNetwork(1);
        var images = Toy.Images(4);
        var three = new ImageSet("three", images.Shape, ["a", "b", "c"], images.Pixels, new byte[4]);

        Assert.Contains("needs 4 classes, there are 3", Assert.Single(AttackNotes.For(AttackCatalog.Parts("autoattack"), three.Classes)), StringComparison.Ordinal);
        Assert.Empty(AttackNotes.For(AttackCatalog.Parts("autoattack"), images.Classes));
    }

    [Fact]
    public void A_request_for_something_else_is_refused()
    {
        using var network = new TinyNetwork(1);
        var attacks = AttackCatalog.Parts(Quick, Settings);

        Assert.Throws<ArgumentException>(() => new RobustEvaluator(
            network, Toy.Images(4), attacks, Requests.Of(attacks, images: 5), TimeProvider.System));
        Assert.Throws<ArgumentException>(() => new RobustEvaluator(
            network, Toy.Images(4), [attacks[0]], Requests.Of(attacks, images: 4), TimeProvider.System));
    }

    private static string Text(RobustEvaluation found) => JsonSerializer.Serialize(
        found with { Seconds = 0, Attacks = [.. found.Attacks.Select(attack => attack with { Seconds = 0 })] }, StudyJson.Line);

    private static AttackSettings Settings { get; } = new() { Epsilon = 6.0 / 255 };

    private static RobustEvaluation Run(
        Module<Tensor, Tensor> network,
        ImageSet images,
        string name,
        RobustProgress? begun = null,
        Action<RobustProgress>? save = null,
        double? epsilon = null,
        CancellationToken cancellation = default)
    {
        var attacks = AttackCatalog.Parts(name, Settings with { Epsilon = epsilon ?? Settings.Epsilon });
        var request = Requests.Of(attacks, images.Count);
        return new RobustEvaluator(network, images, attacks, request, TimeProvider.System).Run(begun, save, new SilentObserver(), cancellation);
    }

    /// <summary>Logits that are rounded: the classes stay, the gradient is zero.</summary>
    private sealed class Masked(Module<Tensor, Tensor> network) : Module<Tensor, Tensor>("masked")
    {
        public override Tensor forward(Tensor input) => network.call(input).detach() + (input.sum() * 0);
    }
}
