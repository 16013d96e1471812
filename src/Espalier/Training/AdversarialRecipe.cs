using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>The standard recipe on adversarial images, made as the lower level of the E2RNAS search makes them.</summary>
[Method(
    "adversarial",
    Paper = "E2RNAS: Effective, Efficient and Robust Neural Architecture Search, arXiv 2011.09820 (lower level)",
    Year = 2020,
    Summary = "The standard recipe on images moved by fgsm-rs within 2/255.")]
public sealed class AdversarialRecipe : IRecipe
{
    /// <inheritdoc/>
    public TrainingRecipe Create() => new() { Adversarial = "fgsm-rs" };
}
