using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Training;

/// <summary>Trains a network by a recipe.</summary>
/// <remarks>
/// Between two steps the whole state can be saved; a training that is saved, loaded into a fresh trainer and gone on with has the same
/// weights, bit by bit, as one that was never interrupted (on the same machine, with the same number of threads).
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly Network network;
    private readonly ImageSet images;
    private readonly ImageSet? validation;
    private readonly TrainingRecipe recipe;
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
    /// norm has no variance there.
    /// </param>
    /// <param name="statistics">Of the training images; their mean fills the cutout.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="seed">
    /// Where everything random comes from: order, augmentation, perturbation, drop path. Initial weights are the caller's.
    /// </param>
    /// <param name="validation">Images whose accuracy is told after each epoch; nothing else depends on them.</param>
    /// <param name="clock">For the times told; that of the system by default.</param>
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
        this.images = images;
        this.validation = validation is { Count: > 0 } ? validation : null;
        this.recipe = recipe;
        this.seed = seed;
        this.clock = clock ?? TimeProvider.System;
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
            new Dictionary<string, Generator> { ["perturbation"] = perturbationGenerator, ["drop-path"] = dropPathGenerator });
    }

    /// <summary>The epoch of the next step, from 0; that many epochs are done.</summary>
    public int Epoch => epoch;

    /// <summary>The batch of the next step, from 0.</summary>
    public int Batch => batch;

    /// <summary>How the epochs went that are done, those before an interruption included.</summary>
    public IReadOnlyList<TrainedEpoch> Epochs => epochs;

    /// <summary>Whether all epochs are done.</summary>
    public bool IsFinished => epoch == recipe.Epochs;

    /// <summary>Trains to the end, or as far as it gets.</summary>
    /// <param name="observer">Is told after every step. It may call <see cref="Save"/>, and signal <paramref name="cancellation"/>.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <returns>How it ended; neither an interruption nor a divergence is an exception.</returns>
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

    /// <summary>
    /// Trains to the end with a checkpoint: goes on from it where there is one, and saves it when it is due, at the ends of epochs, and when
    /// interrupted.
    /// </summary>
    /// <param name="path">The checkpoint's file.</param>
    /// <param name="pace">When it is due within an epoch.</param>
    /// <param name="warn">Is told in one line when the file is damaged and the one before is taken.</param>
    /// <param name="observer">Is told after every step, before it is saved: what it writes down may be told again, and is never missing.</param>
    /// <param name="atEpochs">Whether it is saved at the end of every epoch, too.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    /// <returns>How it ended; neither an interruption nor a divergence is an exception.</returns>
    /// <exception cref="InvalidInputException">The checkpoint is of another training, or cannot be read or written.</exception>
    public TrainingOutcome Train(
        string path,
        CheckpointPace pace,
        Action<string>? warn = null,
        Action<TrainingProgress>? observer = null,
        bool atEpochs = true,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pace);
        TryResume(path, warn);
        var outcome = Train(
            progress =>
            {
                observer?.Invoke(progress);
                if ((atEpochs && progress.EndsEpoch) || pace.IsDue)
                {
                    SaveNow();
                }
            },
            cancellation);
        if (outcome.End == TrainingEnd.Interrupted)
        {
            SaveNow();
        }

        return outcome;

        void SaveNow()
        {
            Save(path);
            pace.Restart();
        }
    }

    /// <summary>Saves everything that later steps depend on, to one file; the file before is kept beside it.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Save(string path) => checkpoint.Save(path, State());

    /// <summary>Goes on from a saved state, where there is one.</summary>
    /// <param name="path">What <see cref="Save"/> was given.</param>
    /// <param name="warn">Is told in one line when the file is damaged and the one before is taken.</param>
    /// <returns>Whether there was a state.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is damaged, or was made with another network, recipe, seed or number of images.
    /// </exception>
    public bool TryResume(string path, Action<string>? warn = null)
    {
        if (checkpoint.Load(path, State(), warn) is not { } state)
        {
            return false;
        }

        if (state.Epoch > recipe.Epochs || state.Batch > loader.BatchesPerEpoch)
        {
            throw new InvalidInputException(
                path,
                $"says epoch {state.Epoch}, batch {state.Batch}, of {recipe.Epochs} epochs of {loader.BatchesPerEpoch} batches",
                "give the checkpoint of this training");
        }

        (epoch, batch, meter, seconds) = (state.Epoch, state.Batch, state.Meter, state.Seconds);
        epochs.AddRange(state.Epochs);
        return true;
    }

    /// <summary>Frees its own state, and takes its drop path off the network.</summary>
    public void Dispose()
    {
        network.DropPathGenerator = null;
        network.DropPathProbability = 0;
        optimizer.Dispose();
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
            Advance(observer, (meter.Seen - seenBefore) / Math.Max(seconds - secondsBefore, 1e-9));
        }

        return null;
    }

    /// <summary>Moves on to the next batch or epoch, and tells.</summary>
    private void Advance(Action<TrainingProgress>? observer, double imagesPerSecond)
    {
        var (done, sums) = (epoch, meter);
        batch++;
        var ends = batch == loader.BatchesPerEpoch;
        var accuracy = ends && validation is not null ? new Evaluator(recipe.BatchSize).Clean(network, validation) : null;
        var progress = new TrainingProgress(
            done,
            recipe.Epochs,
            batch,
            loader.BatchesPerEpoch,
            sums.LossSum / sums.Seen,
            (double)sums.Correct / sums.Seen,
            optimizer.LearningRate,
            imagesPerSecond,
            accuracy);
        if (ends)
        {
            (epoch, batch, meter) = (epoch + 1, 0, default);
            epochs.Add(new TrainedEpoch(done, progress.Loss, progress.Accuracy, progress.LearningRate, accuracy?.Fraction));
        }

        observer?.Invoke(progress);
    }

    private TrainerState State() => new()
    {
        Recipe = recipe,
        Seed = seed,
        Images = images.Count,
        Epoch = epoch,
        Batch = batch,
        OptimizerSteps = optimizer.Steps,
        Meter = meter,
        Seconds = seconds,
        Epochs = [.. epochs],
    };

    private TrainingOutcome Outcome(TrainingEnd end, string? reason = null) => new(end, seconds, epoch, reason);
}
