using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>Training on the result of projected gradient ascent: the standard of robust training, and the dearest.</summary>
/// <remarks>
/// The adversary is that of the paper's CIFAR-10 training, 7 steps of 2 for a radius of 8 (of 255) from a random start. The optimiser, its
/// schedule and the auxiliary head are those of the standard recipe, for they belong to the networks; cutout and drop path, which the
/// paper does not have, are left out. Of the epochs the most robust is kept (Rice et al., arXiv 2002.11569).
/// </remarks>
[Method(
    "pgd-at",
    Paper = "Madry et al., Towards deep learning models resistant to adversarial attacks, arXiv 1706.06083",
    Year = 2017,
    Summary = "Trains on 7 signed steps of a quarter of epsilon from a random start; keeps the most robust epoch.")]
public sealed class PgdAtRecipe : IRecipe
{
    /// <inheritdoc/>
    public TrainingRecipe Create() => new()
    {
        Adversarial = "pgd-7",
        AdversarialStep = 0.25,
        Keep = KeptEpoch.Best,
        Cutout = 0,
        DropPath = 0,
    };
}
