using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>The sum over layers of the Euclidean norm of the weight: a matter of sizes and of how weights are drawn alone.</summary>
[Method(
    "l2-norm",
    Paper = "Zero-Cost Proxies for Lightweight NAS, arXiv 2101.08134",
    Year = 2021,
    Summary = "norms of the fresh weights, layer by layer")]
public sealed class WeightNorm : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        return ProxyScore.Sum(WeightLayers.Of(network).Select(weight => weight.norm().ToDouble()));
    }
}
