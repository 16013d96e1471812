using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>
/// Free adversarial training: a batch is replayed m times, and the backward pass of each weight step also moves the displacement, by
/// epsilon along the sign of its gradient.
/// </summary>
/// <remarks>
/// <para>
/// Each input is a leaf that requires a gradient: the body of the loop goes backward through it (or sets its <c>grad</c>), and the next
/// replay reads the gradient there. Training runs epochs / m epochs, so that the number of weight steps stays.
/// </para>
/// <para>
/// Departs from algorithm 1 of the paper in that the displacement starts at zero for every batch instead of that of the batch before:
/// images of two batches have nothing in common but their place, and a run stays resumable from weights alone.
/// </para>
/// </remarks>
[Method(
    "free",
    Paper = "Shafahi et al., Adversarial training for free!, arXiv 1904.12843",
    Year = 2019,
    Summary = "Replays each batch N times; one backward pass moves both the weights and the images (N = 5 where none is given).")]
public sealed class FreePerturbation : TrainingPerturbation, IIterative
{
    private const int DefaultReplays = 5;

    /// <summary>The perturbation with these settings: <see cref="AttackSettings.Steps"/> are the replays.</summary>
    public FreePerturbation(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var replays = settings.Steps ?? DefaultReplays;
        Settings = (settings with { Steps = null }).OneStep(1) with { Steps = replays, RandomStart = false };
    }

    /// <inheritdoc/>
    public override AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    /// <inheritdoc/>
    public override int ReplaysPerBatch => Steps;

    /// <inheritdoc/>
    public override IEnumerable<Tensor> Replays(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Walk(images);
    }

    private IEnumerable<Tensor> Walk(Tensor images)
    {
        var input = Copy(images);
        try
        {
            for (var replay = 0; replay < Steps; replay++)
            {
                if (replay > 0)
                {
                    var next = Next(images, input);
                    input.Dispose();
                    input = next;
                }

                yield return input.requires_grad_();
            }
        }
        finally
        {
            input.Dispose();
        }
    }

    private static Tensor Copy(Tensor images)
    {
        using var scope = NewDisposeScope();
        return images.detach().clone().DetachFromDisposeScope();
    }

    private Tensor Next(Tensor images, Tensor input)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var gradient = input.grad
            ?? throw new InvalidOperationException("The replayed input has no gradient: the weight step has to go backward through it.");
        var ball = PixelBall.Of(Settings.Norm, images, Settings.Epsilon);
        return ball.Project(input.add(ball.Steepest(gradient), Settings.StepSize!.Value)).DetachFromDisposeScope();
    }
}
