using Espalier.Catalog;

namespace Espalier.Strategies.Gradient;

/// <summary>How the architecture's gradient sees the weights.</summary>
public enum UnrollOrder
{
    /// <summary>The weights as they are: DARTS with xi = 0.</summary>
    First,

    /// <summary>The weights after one step, and the finite-difference correction for it (DARTS, equations 7 and 8).</summary>
    Second,
}

/// <summary>Which gradients the balancer sees.</summary>
public enum BalancedGradients
{
    /// <summary>The direct ones, as published: the second-order part follows the weights found.</summary>
    Direct,

    /// <summary>
    /// The whole hypergradients, one more finite difference per loss: the step then is a common descent direction of those, too.
    /// </summary>
    Full,
}

/// <summary>What all bi-level cell searches share. Defaults are those of DARTS, section 3.2 and its code.</summary>
public record BilevelOptions : ArchitectureOptions
{
    /// <summary>First or second order. Default: second, as in DARTS and E2RNAS.</summary>
    public UnrollOrder Order { get; init; } = UnrollOrder.Second;

    /// <summary>
    /// How far the weights are moved for the second-order finite difference, as the length of the whole displacement; above 0. Default
    /// 0.01, as published with DARTS, equation 8. Where the loss bends or breaks (ReLU, max pooling) within that distance, as it can
    /// in very small networks, a smaller one is nearer to the exact gradient; in float32 rounding limits how small.
    /// </summary>
    public double DifferenceScale { get; init => field = OptionRange.Positive(value); } = 0.01;

    /// <summary>Which gradients the balancer sees. Default direct, as published.</summary>
    public BalancedGradients Balanced { get; init; } = BalancedGradients.Direct;
}
