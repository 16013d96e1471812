using Espalier.Attacks;
using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;

namespace Espalier.Training;

/// <summary>
/// What is looked at when an epoch is over: validation images, if the caller has such; under attack images that are held out, if the recipe
/// keeps the best epoch, or some of the training images, if it trains on single steps, whose robustness may vanish in an epoch.
/// </summary>
/// <remarks>It draws nothing from the training's generators and changes no weight: with and without it, epochs come to the same bits.</remarks>
internal sealed class EpochReview : IDisposable
{
    private const int Steps = 10;
    private readonly Network network;
    private readonly TrainingRecipe recipe;
    private readonly ImageSet? validation;
    private readonly ImageSet? watched;
    private readonly ulong seed;

    /// <summary>Parts the images.</summary>
    /// <exception cref="InvalidInputException">A single image cannot be parted.</exception>
    internal EpochReview(Network network, ImageSet images, ImageSet? validation, TrainingRecipe recipe, ulong seed)
    {
        (this.network, this.recipe, this.seed) = (network, recipe, seed);
        this.validation = validation is { Count: > 0 } ? validation : null;
        Trained = images;
        if (recipe.Keep == KeptEpoch.Best)
        {
            (Trained, watched) = HeldOut.Part(images, seed);
            Keeper = new EpochKeeper(network);
        }
        else if (WatchedOf(recipe, images.Count) is > 0 and var count)
        {
            watched = HeldOut.Draw(images, count, seed);
        }
    }

    /// <summary>The images that are left to train on.</summary>
    internal ImageSet Trained { get; }

    /// <summary>How many are held out.</summary>
    internal int HeldOutImages => Keeper is null ? 0 : watched!.Count;

    /// <summary>Holds the weights of the best epoch; null where the last one's are given back.</summary>
    internal EpochKeeper? Keeper { get; }

    /// <summary>How many images are attacked after each epoch of a training on so many.</summary>
    internal static int WatchedOf(TrainingRecipe recipe, int images) => recipe switch
    {
        { Keep: KeptEpoch.Best } => HeldOut.Of(images),
        { TakesSingleSteps: true } => Math.Min(recipe.WatchedImages, images),
        _ => 0,
    };

    /// <summary>What they are attacked by: PGD-10 at the recipe's radius, from the image itself.</summary>
    internal static IAttack AttackOf(TrainingRecipe recipe) => new Pgd(new AttackSettings { Epsilon = recipe.Epsilon, Steps = Steps });

    /// <summary>Looks.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    internal (Accuracy? Validation, Accuracy? Robust) Look(CancellationToken cancellation) => (
        validation is null ? null : new Evaluator(recipe.BatchSize).Clean(network, validation, cancellation: cancellation),
        watched is null ? null : new Evaluator().Attacked(network, watched, AttackOf(recipe), seed, cancellation: cancellation));

    /// <summary>The epoch whose weights are kept, of those that are done.</summary>
    internal KeptWeights? KeptOf(IReadOnlyList<TrainedEpoch> epochs) => Keeper is not null && EpochKeeper.BestOf(epochs) is { } best
        ? new(best.Epoch, best.Robust!.Value, HeldOutImages)
        : null;

    /// <inheritdoc/>
    public void Dispose() => Keeper?.Dispose();
}
