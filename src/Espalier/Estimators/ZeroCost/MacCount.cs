using Espalier.Catalog;
using Espalier.Costs;

namespace Espalier.Estimators.ZeroCost;

/// <summary>Millions of multiply-accumulates of one image in convolutions and linear layers: what every proxy has to beat.</summary>
/// <remarks>NASLib's stored <c>flops</c> count batch norms and pooling as well.</remarks>
[Method(
    "macs",
    Paper = "NAS-Bench-Suite-Zero: Accelerating Research on Zero Cost Proxies, arXiv 2210.03230",
    Year = 2022,
    Summary = "millions of multiply-accumulates of one image: a baseline")]
public sealed class MacCount : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return ProxyScore.Of(NetworkCost.Of(network, input.Images.shape.AsSpan(1)).Macs / 1e6);
    }
}
