namespace Espalier.Spaces;

/// <summary>
/// A space whose choices hang together: an operation of one kind fits only where that of the kind before it ends. One edge a kind, and a
/// genotype is a path through the kinds in their order.
/// </summary>
public interface IPathSpace : IRelaxedSpace, IPricedSpace, IChoiceSpace
{
    /// <summary>The path that a rule finds in a relaxation.</summary>
    /// <param name="weights">Per kind, the weights [1, operations].</param>
    /// <param name="rule">The rule; <see cref="IRelaxedSpace.Derive"/> is that of the longest path.</param>
    Genotype Derive(IReadOnlyList<double[,]> weights, PathRule rule);
}

/// <summary>How a path is found where every step has a weight.</summary>
public enum PathRule
{
    /// <summary>The path with the largest sum of weights.</summary>
    Longest,

    /// <summary>From the images on, the heaviest step that goes on from the last.</summary>
    TopDown,

    /// <summary>From the classifier back, the heaviest step that leads to the last.</summary>
    BottomUp,
}
