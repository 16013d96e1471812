using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// Ties two states of the same weights by a quadratic penalty (strength / 2) ||w - y||^2, whichever of them is in place, and says how much
/// the loss of the one in place counts beside it.
/// </summary>
/// <param name="weights">The weights, by name.</param>
/// <param name="other">The other state, which has them all.</param>
/// <param name="strength">The penalty's factor, at least 0.</param>
/// <param name="share">The loss's factor, at least 0.</param>
internal sealed class Coupling(
    IEnumerable<(string Name, Parameter Weight)> weights, AlternateState other, double strength, double share)
{
    private readonly (Parameter Weight, Tensor Other)[] pairs = [.. weights.Select(pair => (pair.Weight, other.Aside[pair.Name]))];

    /// <summary>What the loss is multiplied by.</summary>
    internal double Share => share;

    /// <summary>A weight's gradient with that of the penalty, in the caller's scope.</summary>
    /// <param name="gradient">The gradient of the loss; borrowed.</param>
    /// <param name="index">The number of the weight.</param>
    internal Tensor Add(Tensor gradient, int index)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var (weight, aside) = pairs[index];
        return gradient.add(weight - aside, strength).MoveToOuterDisposeScope();
    }
}
