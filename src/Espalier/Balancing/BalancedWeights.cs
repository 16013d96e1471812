namespace Espalier.Balancing;

/// <summary>What a balancer decided at one step.</summary>
/// <param name="gamma">Weights on the simplex, one per objective.</param>
/// <param name="factors">What multiplies each raw loss or gradient.</param>
public sealed class BalancedWeights(double[] gamma, double[] factors)
{
    /// <summary>Weights on the simplex (each 0..1, sum 1), one per objective: what the solver found, and what a log shows.</summary>
    public IReadOnlyList<double> Gamma { get; } = gamma;

    /// <summary>What multiplies each raw loss; the combined direction is the sum of factor times raw gradient.</summary>
    public IReadOnlyList<double> Factors { get; } = factors;
}
