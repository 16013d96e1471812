using Espalier.Evaluation;

namespace Espalier.Training;

/// <summary>Where a training is after a step.</summary>
/// <param name="Epoch">The epoch of the step, from 0.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Batches of this epoch that are done, 1 to <paramref name="Steps"/>.</param>
/// <param name="Steps">Batches per epoch.</param>
/// <param name="Loss">Mean loss of the epoch's images so far, auxiliary head and perturbation included.</param>
/// <param name="Accuracy">
/// Fraction 0-1 of the epoch's (augmented, perturbed) images classified rightly so far, before their own step.
/// </param>
/// <param name="LearningRate">The step's learning rate.</param>
/// <param name="ImagesPerSecond">Images per second of this epoch, as far as this session trained it.</param>
/// <param name="Validation">Accuracy on the validation images; only after the last step of an epoch, where there are such images.</param>
/// <param name="Robust">Accuracy under PGD-10, as in <see cref="TrainedEpoch.Robust"/>; only after the last step of an epoch.</param>
public sealed record TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int Steps,
    double Loss,
    double Accuracy,
    double LearningRate,
    double ImagesPerSecond,
    Accuracy? Validation,
    Accuracy? Robust = null)
{
    /// <summary>Whether the step was the last of its epoch.</summary>
    public bool EndsEpoch => Step == Steps;
}
