using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>SNIP: the sum over weights of |gradient times weight|, how much the loss would change with each connection.</summary>
/// <remarks>The authors take the gradient of a mask of ones, which is the same number.</remarks>
[Method(
    "snip",
    Paper = "SNIP: Single-shot Network Pruning based on Connection Sensitivity, arXiv 1810.02340",
    Year = 2018,
    Summary = "how much the loss changes with each connection")]
public sealed class Snip : SaliencyProxy
{
    /// <inheritdoc/>
    protected override Tensor OfLayer(Tensor weight, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return (weight * gradient).abs().sum();
    }
}
