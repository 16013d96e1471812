using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

/// <summary>Inputs and measures for tests of attacks.</summary>
internal static class Attacking
{
    /// <summary>Images of which a part lies on the border of the range of pixels; they belong to the caller's scope.</summary>
    public static (Tensor Images, Tensor Labels) Batch(int count = 8, ulong seed = 11)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var images = rand([count, 3, 8, 8], generator: generator).mul(1.4).sub(0.2).clamp(0.0, 1.0);
        var labels = randint(4, [count], generator: generator);
        return (images.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
    }

    public static double Distance(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return left.sub(right).abs().max().ToDouble();
    }

    public static void AssertInBallAndBox(Tensor adversarial, Tensor images, double epsilon, Norm norm = Norm.Linf)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(images.shape, adversarial.shape);
        var distance = PixelBall.Length(norm, adversarial.sub(images)).max().ToDouble();
        Assert.True(distance <= (epsilon * (1 + 1e-6)) + 1e-7, $"{distance} from the image, epsilon {epsilon}");
        Assert.InRange(adversarial.min().ToDouble(), 0, 1);
        Assert.InRange(adversarial.max().ToDouble(), 0, 1);
    }

    /// <summary>The one input that a perturbation makes of a batch, drawn by a fixed seed.</summary>
    public static Tensor Only(TrainingPerturbation perturbation, Module<Tensor, Tensor> model, Tensor images, Tensor labels)
    {
        using var generator = new Generator(6);
        using var inputs = perturbation.Replays(model, images, labels, generator).GetEnumerator();
        Assert.True(inputs.MoveNext());
        return inputs.Current.clone();
    }

    public static AttackSettings Settings(double epsilon, int? steps = null, bool randomStart = false) =>
        new() { Epsilon = epsilon, Steps = steps, RandomStart = randomStart };
}
