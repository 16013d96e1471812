using Espalier.Catalog;
using Espalier.Costs;

namespace Espalier.Estimators.ZeroCost;

/// <summary>Millions of trained parameters: what every proxy has to beat.</summary>
[Method(
    "params",
    Paper = "NAS-Bench-Suite-Zero: Accelerating Research on Zero Cost Proxies, arXiv 2210.03230",
    Year = 2022,
    Summary = "millions of parameters: a baseline")]
public sealed class ParameterCount : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input) => ProxyScore.Of(NetworkCost.ParametersOf(network) / 1e6);
}
