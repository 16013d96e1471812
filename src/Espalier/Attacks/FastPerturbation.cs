using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>
/// Fast adversarial training: a random displacement, cut to the range of pixels, then a step of 1.25 epsilon along the sign of the gradient
/// THERE.
/// </summary>
/// <remarks>Algorithm 3 of the paper. Differs from <see cref="FgsmRsPerturbation"/> in the point where the gradient is taken.</remarks>
[Method(
    "fast",
    Paper = "Wong et al., Fast is better than free: revisiting adversarial training, arXiv 2001.03994",
    Year = 2020,
    Summary = "Random start plus one signed step of 1.25 epsilon with the gradient at the random start.")]
public sealed class FastPerturbation : SinglePerturbation
{
    private const double Radii = 1.25;

    /// <summary>The perturbation with these settings; it always starts at random.</summary>
    /// <param name="settings">Steps must be 1 or null.</param>
    /// <exception cref="ArgumentException">There is more than one step.</exception>
    public FastPerturbation(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.OneStep(Radii) with { RandomStart = true };
    }

    /// <inheritdoc/>
    public override AttackSettings Settings { get; }

    /// <inheritdoc/>
    protected override Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator) =>
        SteepestAscent.Run(model, images, labels, generator, Settings);
}
