using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>Iterated gradient ascent that goes along a gathered gradient, so that single steps do not lead it astray.</summary>
/// <remarks>
/// Algorithm 1 of the paper with its decay factor of 1: the gradient of each step, divided by the sum of its absolute values, is added to what was
/// gathered. Steps are epsilon / N long, so that all together just reach the border.
/// </remarks>
[Method(
    "mi-fgsm",
    Paper = "Dong et al., Boosting adversarial attacks with momentum, arXiv 1710.06081",
    Year = 2018,
    Summary = "N steps of epsilon / N along the gathered gradient (N = 10 where none is given).")]
public sealed class MomentumPgd : IAttack, IIterative
{
    private const int DefaultSteps = 10;
    private const double Decay = 1;

    /// <summary>The attack with these settings.</summary>
    public MomentumPgd(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.ManySteps(DefaultSteps, radii: 1);
    }

    /// <inheritdoc/>
    public AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    /// <inheritdoc/>
    public Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator) =>
        SteepestAscent.Run(model, images, labels, generator, Settings, Decay);
}
