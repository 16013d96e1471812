using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>
/// One step in the direction in which the loss rises most: of epsilon from the image, or, with a random start, of 1.25 epsilon from there.
/// </summary>
/// <remarks>
/// The step with a random start is that of Wong et al., "Fast is better than free", arXiv 2001.03994, algorithm 3: its gradient is taken
/// at the start. (<see cref="FgsmRsPerturbation"/> takes it at the image, as the authors of E2RNAS do.) In l2 the step goes along the
/// gradient itself (Miyato et al., arXiv 1605.07725).
/// </remarks>
[Method(
    "fgsm",
    Paper = "Goodfellow et al., Explaining and harnessing adversarial examples, arXiv 1412.6572",
    Year = 2014,
    Summary = "One step of length epsilon along the gradient (l2) or its sign (linf).")]
public sealed class Fgsm : IAttack
{
    private const double StepFromRandomStart = 1.25;

    /// <summary>The attack with these settings.</summary>
    /// <param name="settings">Steps must be 1 or null.</param>
    /// <exception cref="ArgumentException">There is more than one step.</exception>
    public Fgsm(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.OneStep(settings.RandomStart ? StepFromRandomStart : 1);
    }

    /// <inheritdoc/>
    public AttackSettings Settings { get; }

    /// <inheritdoc/>
    public Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator) =>
        SteepestAscent.Run(model, images, labels, generator, Settings);
}
