using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>Training on one step of 1.25 epsilon from a random start: adversarial training at twice the price of the standard one.</summary>
/// <remarks>
/// At large radii and over many epochs robustness may vanish in an epoch, <see cref="CatastrophicOverfitting"/>: the most robust epoch, which
/// is kept, is one from before. The adversary is that of the paper (algorithm 3; 10 for a radius of 8); its cyclic rate is not: the optimiser,
/// its schedule and the auxiliary head are those of the standard recipe. Cutout and drop path are left out.
/// </remarks>
[Method(
    "fast",
    Paper = "Wong et al., Fast is better than free: revisiting adversarial training, arXiv 2001.03994",
    Year = 2020,
    Summary = "Trains on one step of 1.25 epsilon from a random start; looks out for catastrophic overfitting; keeps the most robust epoch.")]
public sealed class FastRecipe : IRecipe
{
    /// <inheritdoc/>
    public TrainingRecipe Create() => new()
    {
        Adversarial = "fast",
        Keep = KeptEpoch.Best,
        Cutout = 0,
        DropPath = 0,
    };
}
