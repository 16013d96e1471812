using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>The sum over weights of gradient times weight, with its sign: SNIP without the absolute value, which is close to noise.</summary>
[Method(
    "plain",
    Paper = "Skeletonization: A Technique for Trimming the Fat from a Network via Relevance Assessment, NeurIPS 1988",
    Year = 1988,
    Summary = "gradient times weight with its sign, summed")]
public sealed class Plain : SaliencyProxy
{
    /// <inheritdoc/>
    protected override Tensor OfLayer(Tensor weight, Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return (weight * gradient).sum();
    }
}
