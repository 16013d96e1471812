namespace Espalier.Training;

/// <summary>How a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>After the last epoch.</summary>
    Finished,

    /// <summary>Between two steps, because it was asked to; the state can be saved and gone on with.</summary>
    Interrupted,

    /// <summary>The loss or its gradient became infinite or not a number; the weights are those before that step, or those kept.</summary>
    Diverged,
}

/// <summary>The end of a training.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Seconds">Time it took, over all sessions that were resumed from each other.</param>
/// <param name="Epochs">Whole epochs trained.</param>
/// <param name="Reason">Why, where it did not finish.</param>
/// <param name="Kept">The epoch whose weights the network has been given back; null where it has those of the last step.</param>
/// <param name="Overfitting">When robustness vanished in a training on single steps; null where that was not seen.</param>
public sealed record TrainingOutcome(
    TrainingEnd End,
    double Seconds,
    int Epochs,
    string? Reason = null,
    KeptWeights? Kept = null,
    CatastrophicOverfitting? Overfitting = null);
