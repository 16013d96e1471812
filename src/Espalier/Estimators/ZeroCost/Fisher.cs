using Espalier.Catalog;
using Espalier.Estimators.ZeroCost.Observation;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// Fisher: for each channel that a convolution or a linear layer gives, half the mean over samples of (the sum over pixels of activation
/// times its gradient) squared; a channel counts once for each of its weights.
/// </summary>
/// <remarks>The loss is the mean over the batch, as in the authors' code, whose broadcast to the weights' shape is kept, too.</remarks>
[Method(
    "fisher",
    Paper = "Faster gaze prediction with dense networks and Fisher pruning, arXiv 1801.05787",
    Year = 2018,
    Summary = "Fisher information of what layers give, channel by channel")]
public sealed class Fisher : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        using var outputs = new LayerOutputs(network);
        var loss = functional.cross_entropy(network.call(input.Images), input.Labels);
        var gradients = autograd.grad([loss], [.. outputs.Values], allow_unused: true);
        using var unrecorded = no_grad();
        return ProxyScore.Sum(outputs.Values.Zip(gradients, outputs.Weights)
            .Select(layer => layer.Second is null ? 0 : OfLayer(layer.First, layer.Second, layer.Third)));
    }

    private static double OfLayer(Tensor activation, Tensor gradient, Parameter weight)
    {
        var product = activation * gradient;
        var perSample = product.dim() > 2 ? product.flatten(2).sum(-1) : product;
        return perSample.square().mean([0]).mul(0.5).sum().ToDouble() * weight.numel() / weight.size(0);
    }
}
