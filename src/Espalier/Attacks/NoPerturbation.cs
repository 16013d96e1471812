using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>Standard training: the images themselves.</summary>
[Method(
    "none",
    Paper = "Robbins and Monro, A stochastic approximation method, 1951",
    Year = 1951,
    Summary = "Standard training on clean images.")]
public sealed class NoPerturbation : TrainingPerturbation
{
    /// <summary>No perturbation.</summary>
    public NoPerturbation()
    {
    }

    /// <summary>No perturbation, whatever the settings.</summary>
    public NoPerturbation(AttackSettings settings) => ArgumentNullException.ThrowIfNull(settings);

    /// <inheritdoc/>
    public override AttackSettings Settings { get; } = new() { Epsilon = 0, Steps = 1, StepSize = 1 };

    /// <inheritdoc/>
    public override IEnumerable<Tensor> Replays(Module<Tensor, Tensor> model, Tensor images, Tensor labels, Generator generator) =>
        [images];
}
