using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>
/// The moved image whose prediction is farthest from that on the image itself, whatever the label: a tiny normal displacement, then
/// projected ascent of the divergence. The weights descend on the image's own loss and on that divergence (<see cref="ConsistencyLoss"/>).
/// </summary>
/// <remarks>
/// <para>
/// 10 steps of 0.007 for a radius of 0.031, from a displacement of deviation 0.001: the paper's CIFAR-10 training. With another number of
/// steps or another radius the steps together go as many radii far.
/// </para>
/// <para>
/// Departs from the authors' code in that the model makes the images in the mode it is in, as all perturbations here do; theirs switches to
/// evaluation mode meanwhile.
/// </para>
/// </remarks>
[Method(
    "trades",
    Paper = "Zhang et al., Theoretically principled trade-off between robustness and accuracy, arXiv 1901.08573",
    Year = 2019,
    Summary = "Trains on the image and on KL(clean || adversarial), which N signed steps raise (N = 10 where none is given).")]
public sealed class TradesPerturbation : SinglePerturbation, IIterative
{
    private const int DefaultSteps = 10;
    private const double Radii = DefaultSteps * 0.007 / 0.031;
    private const double StartDeviation = 0.001;

    /// <summary>The perturbation with these settings; it always starts at random.</summary>
    public TradesPerturbation(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.ManySteps(DefaultSteps, Radii) with { RandomStart = true };
    }

    /// <inheritdoc/>
    public override AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    /// <inheritdoc/>
    public override bool ComparesWithClean => true;

    /// <inheritdoc/>
    protected override Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var clean = images.detach();
        var expected = model.call(clean);
        var ball = PixelBall.Of(Settings.Norm, clean, Settings.Epsilon);

        // At the image itself the divergence is least, and there is no direction to go.
        var moved = ball.Project(clean.add(clean.empty_like().normal_(0, StartDeviation, generator)));
        for (var step = 0; step < Steps; step++)
        {
            using var inner = NewDisposeScope();
            var gradient = InputGradient.Of(model, moved, logits => ConsistencyLoss.OfEach(expected, logits)).Gradient;
            moved.copy_(ball.Project(moved.add(ball.Steepest(gradient), Settings.StepSize!.Value)));
        }

        return moved.MoveToOuterDisposeScope();
    }
}
