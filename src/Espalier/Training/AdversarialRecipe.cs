using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>The standard recipe on adversarial images, made as the lower level of the E2RNAS search makes them.</summary>
/// <remarks>
/// It keeps the last epoch, as its authors do, and holds no image out, unless <see cref="TrainingRecipe.Keep"/> asks for the best one; for
/// robust training by the book there are <c>pgd-at</c>, <c>trades</c>, <c>fast</c> and <c>free</c>.
/// </remarks>
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
