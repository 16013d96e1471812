using Espalier.Catalog;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// sharpDARTS' search: Max-W regularisation of the mixture and cosine power annealing of the rate, on any cell space.
/// </summary>
/// <remarks>Its blocks (SharpSepConv) and its grid of hyper-parameters (HyperCuboid) are spaces of their own, which are not here yet.</remarks>
[Method(
    "sharp-darts",
    Paper = "sharpDARTS: Faster and More Accurate Differentiable Architecture Search, arXiv 1903.09900",
    Year = 2019,
    Summary = "the strongest operation at weight 1 (Max-W), cosine power annealing")]
public sealed class SharpDarts : BilevelStrategy
{
    /// <summary>A search over a supernet, whose relaxation becomes Max-W.</summary>
    public SharpDarts(GradientContext context, SharpDartsOptions options)
        : base(context, options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        context.Supernet.Relaxation = new MaxWeight(options.DetachMaximum);
    }
}

/// <summary>The settings of <see cref="SharpDarts"/>. The paper searches CIFAR-10 for 120 epochs in first order.</summary>
public sealed record SharpDartsOptions : BilevelOptions
{
    /// <summary>First order, a power of 2, and a last rate of 1e-4.</summary>
    public SharpDartsOptions() => (Order, AnnealingPower, WeightRateEnd) = (UnrollOrder.First, 2, 1e-4);

    /// <summary>Whether no gradient goes through the largest weight. Default false, as in the authors' code.</summary>
    public bool DetachMaximum { get; init; }
}
