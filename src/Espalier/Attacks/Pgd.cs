using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>Projected gradient ascent of the loss: signed steps in l-infinity, steps along the gradient in l2.</summary>
/// <remarks>
/// 10 steps of 2.5 epsilon / steps each, from the image itself: the evaluation of E2RNAS (arXiv 2011.09820, the authors' test script).
/// The random start of Madry et al. is an option, and so are restarts.
/// </remarks>
[Method(
    "pgd",
    Paper = "Madry et al., Towards deep learning models resistant to adversarial attacks, arXiv 1706.06083",
    Year = 2017,
    Summary = "N gradient steps (signed for linf) of 2.5 epsilon / N, each projected on the ball (N = 10 where none is given).")]
public sealed class Pgd : IAttack, IIterative
{
    private const int DefaultSteps = 10;

    /// <summary>The attack with these settings.</summary>
    public Pgd(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.ManySteps(DefaultSteps);
    }

    /// <inheritdoc/>
    public AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    /// <inheritdoc/>
    public Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator) =>
        SteepestAscent.Run(model, images, labels, generator, Settings);
}
