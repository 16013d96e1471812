using Espalier.Attacks;
using Espalier.Corruptions;
using Espalier.Data;
using Espalier.Estimators;
using Espalier.Evaluation;
using Espalier.Tests.Training;

namespace Espalier.Tests.Estimators;

public sealed class ValidationJudgeTests
{
    [Fact]
    public void All_images_are_classified_and_the_first_few_are_attacked()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(200, seed: 8);
        var attack = new Pgd(new AttackSettings { Epsilon = 8.0 / 255, Steps = 3 });

        var judged = new ValidationJudge(images, attack).Judge(network, 1, CancellationToken.None);

        var (clean, robust) = (judged.Accuracy!.Value, judged.RobustAccuracy!.Value);
        Assert.Equal((null, null), (judged.CorruptedAccuracy, judged.OodAuroc));

        Assert.Equal(new Evaluator().Clean(network, images).Fraction, clean);
        Assert.Equal(new Evaluator().Attacked(network, images.Take(ValidationJudge.AttackedImages), attack, 1).Fraction, robust);
        Assert.InRange(clean, 0.5, 1);
        Assert.InRange(robust, 0, clean - 0.05);
    }

    [Fact]
    public void Corruptions_and_other_images_are_looked_at_where_they_are_wanted()
    {
        using var network = Toy.Trained();
        var images = Toy.Images(200, seed: 8);
        var others = NoiseImages.Of(Toy.Shape, 200, 2);
        var judge = new ValidationJudge(images, new NoAttack(), new ShiftWishes(Corruptions: true, others, 5));
        var live = LiveTensorsOfThread;

        var judged = judge.Judge(network, 1, CancellationToken.None);

        Assert.Equal(live, LiveTensorsOfThread);
        var few = images.Take(ShiftWishes.MostImages);
        Assert.Equal(
            CorruptionCatalog.ForSearch.Average(cell => new Evaluator().Clean(network, CorruptedImages.Of(few, cell, 5)).Fraction), judged.CorruptedAccuracy);
        Assert.Equal(OutlierDetection.Of(Confidence.Of(network, few), Confidence.Of(network, others.Take(ShiftWishes.MostImages))).Auroc, judged.OodAuroc);

        // Every candidate meets the same images, whatever its seed.
        Assert.Equal(judged, judge.Judge(network, 2, CancellationToken.None));
    }
}
