using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>The sum over layers of the Euclidean norm of the weight's gradient.</summary>
[Method(
    "grad-norm",
    Paper = "Zero-Cost Proxies for Lightweight NAS, arXiv 2101.08134",
    Year = 2021,
    Summary = "norms of the loss' gradients, layer by layer")]
public sealed class GradientNorm : SaliencyProxy
{
    /// <inheritdoc/>
    protected override Tensor OfLayer(Tensor weight, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        return gradient.norm();
    }
}
