using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>Leaves images as they are.</summary>
[Method(
    "none",
    Paper = "Szegedy et al., Intriguing properties of neural networks, arXiv 1312.6199",
    Year = 2013,
    Summary = "No attack: clean images.")]
public sealed class NoAttack : IAttack
{
    /// <summary>No attack.</summary>
    public NoAttack()
    {
    }

    /// <summary>No attack, whatever the settings.</summary>
    public NoAttack(AttackSettings settings) => ArgumentNullException.ThrowIfNull(settings);

    /// <inheritdoc/>
    public AttackSettings Settings { get; } = new() { Epsilon = 0, Steps = 1, StepSize = 1 };

    /// <inheritdoc/>
    public Tensor Perturb(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        return images.detach().clone().MoveToOuterDisposeScope();
    }
}
