using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>Adversarial training on the result of projected gradient ascent.</summary>
/// <remarks>7 steps from a random start unless the settings say otherwise (the paper's CIFAR-10 training).</remarks>
[Method(
    "pgd",
    Paper = "Madry et al., Towards deep learning models resistant to adversarial attacks, arXiv 1706.06083",
    Year = 2017,
    Summary = "Trains on N projected signed-gradient steps of 2.5 epsilon / N from a random start (N = 7 where none is given).")]
public sealed class PgdPerturbation : SinglePerturbation, IIterative
{
    private const int DefaultSteps = 7;

    /// <summary>The perturbation with these settings; it always starts at random.</summary>
    public PgdPerturbation(AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings.ManySteps(DefaultSteps) with { RandomStart = true };
    }

    /// <inheritdoc/>
    public override AttackSettings Settings { get; }

    /// <inheritdoc/>
    public int Steps => Settings.Steps!.Value;

    /// <inheritdoc/>
    protected override Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator) =>
        SteepestAscent.Run(model, images, labels, generator, Settings);
}
