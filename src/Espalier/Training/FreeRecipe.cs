using Espalier.Catalog;

namespace Espalier.Training;

/// <summary>Training that replays each batch and moves its images by the gradient that the weight step has anyway: no pass is for the adversary alone.</summary>
/// <remarks>
/// 8 replays are those of the paper's CIFAR-10 training. The epochs are divided by them (<see cref="TrainingRecipe.Rounds"/>), so that there
/// are as many weight steps as in the standard recipe, whose optimiser, schedule and auxiliary head these are. Cutout and drop path are left
/// out. Of the rounds the most robust is kept (Rice et al., arXiv 2002.11569).
/// </remarks>
[Method(
    "free",
    Paper = "Shafahi et al., Adversarial training for free!, arXiv 1904.12843",
    Year = 2019,
    Summary = "Replays each batch 8 times, images moving with the weights, in an eighth of the epochs; keeps the most robust one.")]
public sealed class FreeRecipe : IRecipe
{
    /// <inheritdoc/>
    public TrainingRecipe Create() => new()
    {
        Adversarial = "free-8",
        Keep = KeptEpoch.Best,
        Cutout = 0,
        DropPath = 0,
    };
}
