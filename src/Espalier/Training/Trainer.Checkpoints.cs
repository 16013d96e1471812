using Espalier.Studies;

namespace Espalier.Training;

/// <content>Training that goes on where it was.</content>
public sealed partial class Trainer
{
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

        if (state.Epoch > rounds || state.Batch > loader.BatchesPerEpoch)
        {
            throw new InvalidInputException(
                path,
                $"says epoch {state.Epoch}, batch {state.Batch}, of {rounds} epochs of {loader.BatchesPerEpoch} batches",
                "give the checkpoint of this training");
        }

        (epoch, batch, meter, seconds) = (state.Epoch, state.Batch, state.Meter, state.Seconds);
        epochs.AddRange(state.Epochs);
        return true;
    }

    private TrainerState State() => new()
    {
        Recipe = recipe,
        Seed = seed,
        Images = Images,
        Epoch = epoch,
        Batch = batch,
        OptimizerSteps = optimizer.Steps,
        Meter = meter,
        Seconds = seconds,
        Epochs = [.. epochs],
    };
}
