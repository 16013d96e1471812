using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// The architecture's gradient of RARTS (arXiv 2008.03901): of an objective at the copy y, plus lambda times that of the training loss at
/// the weights w, which stands for what DARTS corrects by second derivatives. No pass is of second order, and nothing remains to correct.
/// </summary>
/// <remarks>
/// With several objectives each has that term: it belongs to the relaxation of each alone. It is computed once.
/// </remarks>
/// <param name="supernet">The weights; in place is w.</param>
/// <param name="copy">The state of y.</param>
/// <param name="lambda">The training loss's factor, at least 0.</param>
internal sealed class SplitGradient(Supernet supernet, AlternateState copy, double lambda) : IArchitectureGradient
{
    /// <inheritdoc/>
    public IReadOnlyList<ObjectiveGradient> Evaluate(IReadOnlyList<DataObjective> objectives, Func<Tensor> trainLoss)
    {
        var training = lambda == 0 ? null : Gradient(trainLoss).Direct;
        using var held = copy.Enter();
        return [.. objectives.Select(objective => Gradient(objective.Loss)).Select(own => training is null ? own : own with
        {
            Direct = [.. own.Direct.Zip(training, (direct, below) => direct.add(below, lambda))],
        })];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tensor> Correction(IReadOnlyList<Tensor> direction, Func<Tensor> trainLoss) =>
        [.. supernet.ArchitectureParameters.Select(logits => logits.zeros_like())];

    private ObjectiveGradient Gradient(Func<Tensor> of)
    {
        using var inner = NewDisposeScope();
        var loss = of();
        var gradients = autograd.grad([loss], [.. supernet.ArchitectureParameters]);
        return new(loss.ToDouble(), [.. gradients.Select(gradient => gradient.MoveToOuterDisposeScope())], []);
    }
}
