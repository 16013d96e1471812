using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>
/// Training on clean images and on how far predictions can be moved: <see cref="TrainingRecipe.TradesBeta"/> buys robustness for accuracy.
/// </summary>
/// <remarks>
/// The adversary and the weight of 6 are those of the paper's CIFAR-10 training. The optimiser, its schedule and the auxiliary head, which
/// learns from clean images alone, are those of the standard recipe; cutout and drop path are left out. Of the epochs the most robust is
/// kept (Rice et al., arXiv 2002.11569).
/// </remarks>
[Method(
    "trades",
    Paper = "Zhang et al., Theoretically principled trade-off between robustness and accuracy, arXiv 1901.08573",
    Year = 2019,
    Summary = "Descends CE(clean) + 6 KL(clean || adversarial), the adversary raising the KL in 10 steps; keeps the most robust epoch.")]
public sealed class TradesRecipe : IRecipe
{
    /// <inheritdoc/>
    public TrainingRecipe Create() => new()
    {
        Adversarial = "trades-10",
        TradesBeta = 6,
        Keep = KeptEpoch.Best,
        Cutout = 0,
        DropPath = 0,
    };
}
