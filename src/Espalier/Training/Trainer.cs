using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;

namespace Espalier.Training;

/// <summary>Trains a network by a recipe.</summary>
/// <remarks>
/// Between two steps the whole state can be saved; a training that is saved, loaded into a fresh trainer and gone on with has the same
/// weights, bit by bit, as one that was never interrupted (on the same machine, with the same number of threads).
/// </remarks>
public sealed partial class Trainer : IDisposable
{
    private readonly Network network;
    private readonly EpochReview review;
    private readonly TrainingRecipe recipe;
    private readonly int rounds;
    private readonly ulong seed;
    private readonly TimeProvider clock;
    private readonly BatchLoader loader;
    private readonly optim.Optimizer optimizer;
    private readonly Generator perturbationGenerator;
    private readonly Generator dropPathGenerator;
    private readonly TrainingStep step;
    private readonly TrainerCheckpoint checkpoint;
    private readonly List<TrainedEpoch> epochs = [];
    private int epoch;
    private int batch;
    private EpochMeter meter;
    private double seconds;

    /// <summary>Prepares the training; nothing is trained yet.</summary>
    /// <param name="network">
    /// The network, whose owner the caller stays. Its drop path is the trainer's until the trainer is disposed.
    /// </param>
    /// <param name="images">
    /// The training images. In each epoch the images behind the last full batch make a smaller one; a single image is left out, since batch
    /// norm has no variance there. Where the recipe keeps the best epoch, a part of them is held out.
    /// </param>
    /// <param name="statistics">Of the training images; their mean fills the cutout.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="seed">
    /// Where everything random comes from: order, augmentation, perturbation, drop path. Initial weights are the caller's.
    /// </param>
    /// <param name="validation">Images whose accuracy is told after each epoch; nothing else depends on them.</param>
    /// <param name="clock">For the times told; that of the system by default.</param>
    /// <exception cref="InvalidInputException">The best epoch is to be kept, and there is a single image.</exception>
    /// <exception cref="ArgumentException">There is no image, or the statistics are for another number of channels.</exception>
    public Trainer(
        Network network,
        ImageSet images,
        ChannelStatistics statistics,
        TrainingRecipe recipe,
        ulong seed,
        ImageSet? validation = null,
        TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(recipe);
        if (images.Count == 0)
        {
            throw new ArgumentException($"{images.Name} has no image to train on.", nameof(images));
        }

        this.network = network;
        this.recipe = recipe;
        rounds = recipe.Rounds;
        this.seed = seed;
        this.clock = clock ?? TimeProvider.System;
        review = new EpochReview(network, images, validation, recipe, seed);
        images = review.Trained;
        var lonely = images.Count > recipe.BatchSize && images.Count % recipe.BatchSize == 1;
        loader = new BatchLoader(
            images, recipe.BatchSize, recipe.Augmentation, statistics, SeededRandom.Derive(seed, "train"), shuffle: true, dropLast: lonely);
        optimizer = optim.SGD(
            network.parameters(),
            recipe.LearningRate,
            recipe.Momentum,
            weight_decay: recipe.WeightDecay,
            nesterov: recipe.Nesterov && recipe.Momentum > 0);
        perturbationGenerator = new Generator(SeededRandom.Derive(seed, "perturbation"));
        dropPathGenerator = new Generator(SeededRandom.Derive(seed, "drop-path"));
        step = new TrainingStep(network, optimizer, recipe, perturbationGenerator);
        checkpoint = new TrainerCheckpoint(
            network,
            optimizer,
            new Dictionary<string, Generator> { ["perturbation"] = perturbationGenerator, ["drop-path"] = dropPathGenerator },
            review.Keeper);
    }

    /// <summary>How many images it trains on.</summary>
    public int Images => review.Trained.Count;

    /// <summary>How many images it holds out to choose the epoch by.</summary>
    public int HeldOutImages => review.HeldOutImages;

    /// <summary>The epoch of the next step, from 0; that many epochs are done.</summary>
    public int Epoch => epoch;

    /// <summary>The batch of the next step, from 0.</summary>
    public int Batch => batch;

    /// <summary>How the epochs went that are done, those before an interruption included.</summary>
    public IReadOnlyList<TrainedEpoch> Epochs => epochs;

    /// <summary>Whether all epochs are done.</summary>
    public bool IsFinished => epoch == rounds;

    /// <summary>Trains to the end, or as far as it gets.</summary>
    /// <param name="observer">Is told after every step. It may call <see cref="Save"/>, and signal <paramref name="cancellation"/>.</param>
    /// <param name="cancellation">Looked at before every step, and between batches that are looked at after an epoch.</param>
    /// <returns>
    /// How it ended; neither an interruption nor a divergence is an exception. Where it did not break off, the network has the weights of the
    /// epoch that the recipe keeps.
    /// </returns>
    public TrainingOutcome Train(Action<TrainingProgress>? observer = null, CancellationToken cancellation = default)
    {
        network.train();
        network.DropPathGenerator = dropPathGenerator;
        while (!IsFinished)
        {
            optimizer.LearningRate = recipe.LearningRateAt(epoch);
            network.DropPathProbability = recipe.DropPathAt(epoch);
            if (TrainEpoch(observer, cancellation) is { } early)
            {
                return early;
            }
        }

        return Outcome(TrainingEnd.Finished);
    }

    /// <summary>Frees its own state, and takes its drop path off the network.</summary>
    public void Dispose()
    {
        network.DropPathGenerator = null;
        network.DropPathProbability = 0;
        optimizer.Dispose();
        review.Dispose();
        perturbationGenerator.Dispose();
        dropPathGenerator.Dispose();
    }

    private TrainingOutcome? TrainEpoch(Action<TrainingProgress>? observer, CancellationToken cancellation)
    {
        var (began, seenBefore, secondsBefore) = (clock.GetTimestamp(), meter.Seen, seconds);
        // Not the token: the loop looks at it between steps, where an interruption is an outcome.
        foreach (var next in loader.Epoch(epoch, batch, CancellationToken.None))
        {
            using var current = next;
            if (cancellation.IsCancellationRequested)
            {
                return Outcome(TrainingEnd.Interrupted, $"interrupted in epoch {epoch} before batch {batch}");
            }

            var result = step.Take(current);
            seconds = secondsBefore + clock.GetElapsedTime(began).TotalSeconds;
            if (result.Fault is not null)
            {
                return Outcome(TrainingEnd.Diverged, $"{result.Fault} in epoch {epoch}, batch {batch}");
            }

            meter = meter.With(result, current.Count);
            batch++;
            if (Tell((meter.Seen - seenBefore) / Math.Max(seconds - secondsBefore, 1e-9), observer, cancellation) is { } early)
            {
                return early;
            }
        }

        // Where it was interrupted between the last step and the look at the epoch, there was no batch.
        return batch == 0 ? null : Tell(imagesPerSecond: 0, observer, cancellation);
    }

    /// <summary>Tells of the step behind; after the last one of an epoch, that is looked at first.</summary>
    private TrainingOutcome? Tell(double imagesPerSecond, Action<TrainingProgress>? observer, CancellationToken cancellation)
    {
        var ends = batch == loader.BatchesPerEpoch;
        (Accuracy? Validation, Accuracy? Robust) seen = default;
        if (ends)
        {
            var began = clock.GetTimestamp();
            try
            {
                seen = review.Look(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return Outcome(TrainingEnd.Interrupted, $"interrupted at the end of epoch {epoch}");
            }

            seconds += clock.GetElapsedTime(began).TotalSeconds;
        }

        var progress = new TrainingProgress(
            epoch,
            rounds,
            batch,
            loader.BatchesPerEpoch,
            meter.LossSum / meter.Seen,
            (double)meter.Correct / meter.Seen,
            optimizer.LearningRate,
            imagesPerSecond,
            seen.Validation,
            seen.Robust);
        if (ends)
        {
            epochs.Add(new TrainedEpoch(
                epoch, progress.Loss, progress.Accuracy, progress.LearningRate, seen.Validation?.Fraction, seen.Robust?.Fraction));
            review.Keeper?.Offer(epochs);
            (epoch, batch, meter) = (epoch + 1, 0, default);
        }

        observer?.Invoke(progress);
        return null;
    }

    private TrainingOutcome Outcome(TrainingEnd end, string? reason = null)
    {
        var overfitting = recipe.TakesSingleSteps ? CatastrophicOverfitting.In(epochs) : null;
        if (end == TrainingEnd.Interrupted)
        {
            return new(end, seconds, epoch, reason, Overfitting: overfitting);
        }

        review.Keeper?.PutBack();
        return new(end, seconds, epoch, reason, review.KeptOf(epochs), overfitting);
    }
}
