using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Supernets;

namespace Espalier.Strategies.Gradient;

/// <summary>
/// sharpDARTS' search: Max-W regularisation of the mixture and cosine power annealing of the rate, on any space that has a supernet.
/// </summary>
/// <remarks>
/// Its blocks (SharpSepConv) are the space of the same name, <c>sharp-darts</c>; its grid of hyper-parameters is <c>hyper-cuboid</c>.
/// </remarks>
[Method(
    "sharp-darts",
    Paper = "sharpDARTS: Faster and More Accurate Differentiable Architecture Search, arXiv 1903.09900",
    Year = 2019,
    Summary = "the strongest operation at weight 1 (Max-W), cosine power annealing")]
public sealed class SharpDarts : BilevelStrategy
{
    private readonly PathRule path;

    /// <summary>A search over a supernet, whose relaxation becomes Max-W.</summary>
    public SharpDarts(GradientContext context, SharpDartsOptions options)
        : base(context, options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        path = options.Path;
        var mixes = new MaxWeight(options.DetachMaximum);
        context.Supernet.Relaxation = options.SkipNegligible ? new WithoutNegligible(mixes) : mixes;
    }

    /// <inheritdoc/>
    public override Genotype Derive() => Supernet.Derive(Mixture(), path);
}

/// <summary>The settings of <see cref="SharpDarts"/>. The paper searches CIFAR-10 for 120 epochs in first order.</summary>
public sealed record SharpDartsOptions : BilevelOptions
{
    /// <summary>First order, a power of 2, and a last rate of 1e-4.</summary>
    public SharpDartsOptions() => (Order, AnnealingPower, WeightRateEnd) = (UnrollOrder.First, 2, 1e-4);

    /// <summary>Whether no gradient goes through the largest weight. Default false, as in the authors' code.</summary>
    public bool DetachMaximum { get; init; }

    /// <summary>
    /// Whether operations whose softmax weight is below 1 / N^2 are left out of a pass, N being how many share the softmax. Default false.
    /// </summary>
    public bool SkipNegligible { get; init; }

    /// <summary>
    /// How a path is found where genotypes are paths (space <c>hyper-cuboid</c>): longest, top-down or bottom-up. Default the longest; other spaces
    /// have one rule of their own.
    /// </summary>
    public PathRule Path { get; init; }
}
