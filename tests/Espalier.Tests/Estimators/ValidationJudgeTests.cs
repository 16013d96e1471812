using Espalier.Attacks;
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

        var (clean, robust) = new ValidationJudge(images, attack).Judge(network, 1, CancellationToken.None);

        Assert.Equal(new Evaluator().Clean(network, images).Fraction, clean);
        Assert.Equal(new Evaluator().Attacked(network, images.Take(ValidationJudge.AttackedImages), attack, 1).Fraction, robust);
        Assert.InRange(clean, 0.5, 1);
        Assert.InRange(robust, 0, clean - 0.05);
    }
}
