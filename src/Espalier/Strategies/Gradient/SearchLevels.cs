namespace Espalier.Strategies.Gradient;

/// <summary>What a search steps, and in which order.</summary>
/// <param name="Lower">Steps the weights; its owner disposes it.</param>
/// <param name="Estimator">Gives the architecture's gradients.</param>
/// <param name="WeightsFirst">Whether the weights step before the architecture does, which then sees where they have come to.</param>
internal sealed record SearchLevels(ILowerLevel Lower, IArchitectureGradient Estimator, bool WeightsFirst = false)
{
    /// <summary>Those of DARTS: weights that step on the training loss, and an architecture that looks through their next step.</summary>
    internal static SearchLevels Nested(GradientContext context, BilevelOptions options, Generator generator)
    {
        var lower = new WeightDescent(context, options, generator);
        return new(lower, new Hypergradient(context.Supernet, lower.Optimizer, options));
    }
}
