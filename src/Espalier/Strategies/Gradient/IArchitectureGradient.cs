namespace Espalier.Strategies.Gradient;

/// <summary>
/// Estimates the gradients of losses with respect to the architecture. It leaves weights, running statistics and optimisers as they are;
/// the tensors belong to the caller's scope.
/// </summary>
internal interface IArchitectureGradient
{
    /// <summary>Evaluates objectives, each at the weights that this estimator judges an architecture by.</summary>
    /// <param name="objectives">Losses on validation data.</param>
    /// <param name="trainLoss">The loss that the weights descend, on clean images.</param>
    IReadOnlyList<ObjectiveGradient> Evaluate(IReadOnlyList<DataObjective> objectives, Func<Tensor> trainLoss);

    /// <summary>
    /// What is to be added to merged gradients for the direction that was merged of <see cref="ObjectiveGradient.Weights"/>: one tensor
    /// per architecture tensor. Not asked for where those are empty.
    /// </summary>
    /// <param name="direction">One tensor per weight.</param>
    /// <param name="trainLoss">As above.</param>
    IReadOnlyList<Tensor> Correction(IReadOnlyList<Tensor> direction, Func<Tensor> trainLoss);
}
