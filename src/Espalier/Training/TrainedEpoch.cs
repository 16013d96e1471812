namespace Espalier.Training;

/// <summary>How one epoch of a training went: its line in the run's log. No times, so that an interrupted run's log equals a straight one's.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Loss">Mean loss of its images, auxiliary head and perturbation included.</param>
/// <param name="Accuracy">Fraction 0-1 of its (augmented, perturbed) images classified rightly, before their own step.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Validation">Fraction 0-1 of the validation images classified rightly after it; null where there are none.</param>
/// <param name="Robust">
/// Fraction 0-1 of the images classified rightly under PGD-10 after it: of those held out, or, where none are and it trains on single steps,
/// of some training images; null where none are attacked.
/// </param>
public sealed record TrainedEpoch(
    int Epoch, double Loss, double Accuracy, double LearningRate, double? Validation = null, double? Robust = null);
