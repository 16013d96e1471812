using Espalier.Catalog;

namespace Espalier.Spaces.Darts;

/// <summary>
/// The DARTS cell space: <see cref="DartsTopology"/> with 7 operations beside <c>none</c>; 1,037,664,180 cells of each kind.
/// </summary>
[Method(
    "darts",
    Paper = "DARTS: Differentiable Architecture Search, arXiv 1806.09055",
    Year = 2018,
    Summary = "normal and reduction cells of 4 nodes, 14 edges and 8 operations")]
public sealed class DartsSpace : DartsTopology
{
    /// <summary>The space.</summary>
    public DartsSpace()
        : base(DartsOperations.Choices) => (Smallest, Largest) = (Free(DartsOperations.MaxPool3x3), Everywhere(DartsOperations.SepConv5x5));

    /// <summary>
    /// Poolings where an edge has stride 2, identities everywhere else, of which the reduction cell has as many as it can.
    /// </summary>
    public override Genotype Smallest { get; }

    /// <summary>The larger separable convolution on every edge.</summary>
    public override Genotype Largest { get; }
}
