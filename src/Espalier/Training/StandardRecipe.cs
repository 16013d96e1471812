using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>DARTS' final training, which E2RNAS trains its networks with, too.</summary>
[Method(
    "standard",
    Paper = "Liu et al., DARTS: Differentiable architecture search, arXiv 1806.09055, appendix A.2",
    Year = 2018,
    Summary = "600 epochs of SGD 0.025 to 0 (cosine), weight decay 3e-4, auxiliary head 0.4, drop path 0.2, cutout 16.")]
public sealed class StandardRecipe : IRecipe
{
    /// <inheritdoc/>
    public TrainingRecipe Create() => new();
}
