namespace Espalier.Strategies.Gradient;

/// <summary>A loss that depends on the weights and the architecture.</summary>
/// <param name="Name">Its name in logs.</param>
/// <param name="Loss">Computes it at the weights as they are now.</param>
internal sealed record DataObjective(string Name, Func<Tensor> Loss);

/// <summary>What one data objective gives at the unrolled weights.</summary>
/// <param name="Value">The loss.</param>
/// <param name="Direct">Its gradient with respect to each architecture tensor, the direct part only.</param>
/// <param name="Weights">Its gradient with respect to each weight; empty in first order.</param>
internal sealed record ObjectiveGradient(double Value, IReadOnlyList<Tensor> Direct, IReadOnlyList<Tensor> Weights);
