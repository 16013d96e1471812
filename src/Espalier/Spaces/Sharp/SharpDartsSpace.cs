using Espalier.Catalog;
using Espalier.Spaces.Darts;

namespace Espalier.Spaces.Sharp;

/// <summary>
/// The cell space of sharpDARTS: <see cref="DartsTopology"/> with the blocks of <see cref="SharpDartsOperations"/>; 180 * 8^8 =
/// 3,019,898,880 cells of each kind.
/// </summary>
/// <remarks>
/// Departure: everything but the operations is DARTS' here, so that the two spaces differ in their blocks alone. The authors' search code
/// halves a cell's older input by a depthwise separable convolution where DARTS has a factorised reduction, and adds batch norms after
/// pooling as DARTS does.
/// </remarks>
[Method(
    "sharp-darts",
    Paper = "sharpDARTS: Faster and More Accurate Differentiable Architecture Search, arXiv 1903.09900",
    Year = 2019,
    Summary = "the cells of DARTS with SharpSepConv blocks, floods and chokes among them: 9 operations")]
public sealed class SharpDartsSpace : DartsTopology
{
    /// <summary>The space.</summary>
    public SharpDartsSpace()
        : base(SharpDartsOperations.Choices) =>
        (Smallest, Largest) = (Free(DartsOperations.MaxPool3x3), Everywhere(SharpDartsOperations.FloodConv3x3));

    /// <summary>
    /// Poolings where an edge has stride 2, identities everywhere else, of which the reduction cell has as many as it can.
    /// </summary>
    public override Genotype Smallest { get; }

    /// <summary>
    /// A flood on every edge. In cells of fewer than 8 channels a choke, always 32 wide, is wider than that, which
    /// <see cref="DartsTopology.Price"/> knows.
    /// </summary>
    public override Genotype Largest { get; }
}
