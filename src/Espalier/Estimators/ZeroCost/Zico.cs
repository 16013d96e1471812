using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// ZiCo: the sum over layers of the logarithm of the sum over weights of the mean over batches of |gradient| by the gradient's deviation.
/// Weights whose gradient is the same in all batches are left out, and layers that have no others.
/// </summary>
[Method(
    "zico",
    Paper = "ZiCo: Zero-shot NAS via Inverse Coefficient of Variation on Gradients, arXiv 2301.11300",
    Year = 2023,
    Summary = "how steady the gradients of two batches are, layer by layer")]
public sealed class Zico : IZeroCostProxy
{
    /// <inheritdoc/>
    public int Batches => 2;

    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        var weights = WeightLayers.Of(network);
        Tensor[][] batches = [.. input.Batches.Select(batch => WeightLayers.Gradients(network, batch.Images, batch.Labels, weights))];
        using var unrecorded = no_grad();
        return ProxyScore.Sum(weights.Select((_, layer) => OfLayer(stack([.. batches.Select(batch => batch[layer].flatten())]))));
    }

    /// <summary>What a layer adds, from its gradients [batches, weights].</summary>
    internal static double OfLayer(Tensor gradients)
    {
        using var scope = NewDisposeScope();
        var exact = gradients.to(ScalarType.Float64);
        var deviation = (exact - exact.mean([0], keepdim: true)).square().mean([0]).sqrt();
        var ratio = exact.abs().mean([0]) / deviation;
        var sum = ratio.masked_fill(deviation.eq(0), 0).sum().ToDouble();
        return sum == 0 ? 0 : Math.Log(sum);
    }
}
