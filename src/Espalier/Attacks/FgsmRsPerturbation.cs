using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>
/// A random displacement plus a step of 1.25 epsilon along the sign of the gradient at the CLEAN image, cut to the ball and the range of
/// pixels.
/// </summary>
/// <remarks>
/// delta0 ~ U(-eps, eps); g = grad_x CE(f(x), y); delta = clip(clip(delta0 + a sign(g), -eps, eps), -x, 1 - x). This is what the code that
/// goes with E2RNAS does; taking the gradient at x + delta0 is <see cref="FastPerturbation"/>.
/// </remarks>
[Method(
    "fgsm-rs",
    Paper = "E2RNAS: Effective, Efficient and Robust Neural Architecture Search, arXiv 2011.09820 (the authors' training code)",
    Year = 2020,
    Summary = "Random start plus one signed step of 1.25 epsilon with the gradient at the clean image.")]
public sealed class FgsmRsPerturbation : SinglePerturbation
{
    private const double Radii = 1.25;

    /// <summary>The perturbation with these settings; it always starts at random.</summary>
    /// <param name="settings">Steps must be 1 or null.</param>
    /// <exception cref="ArgumentException">There is more than one step.</exception>
    public FgsmRsPerturbation(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.OneStep(Radii) with { RandomStart = true };
    }

    /// <inheritdoc/>
    public override AttackSettings Settings { get; }

    /// <inheritdoc/>
    protected override Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var clean = images.detach();
        var ball = PixelBall.Of(Settings.Norm, clean, Settings.Epsilon);
        var start = clean.add(ball.Draw(generator));
        var direction = ball.Steepest(InputGradient.Of(model, clean, labels));
        return ball.Project(start.add(direction, Settings.StepSize!.Value)).MoveToOuterDisposeScope();
    }
}
