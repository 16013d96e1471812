using Espalier.Catalog;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// GraSP: the sum over weights of -(weight times Hessian times gradient), how removing a connection would change the flow of gradients.
/// The product with the Hessian is the gradient of the inner product of the gradient with its own detached copy.
/// </summary>
/// <remarks>The temperature of the paper's softmax is 1 here, as where the proxy is published for search.</remarks>
[Method(
    "grasp",
    Paper = "Picking Winning Tickets Before Training by Preserving Gradient Flow, arXiv 2002.07376",
    Year = 2020,
    Summary = "how removing each connection would change the gradient's flow")]
public sealed class Grasp : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        var weights = WeightLayers.Of(network);
        return Of(functional.cross_entropy(network.call(input.Images), input.Labels), weights);
    }

    /// <summary>The score for any loss of the weights.</summary>
    internal static ProxyScore Of(Tensor loss, Parameter[] weights)
    {
        var gradients = WeightLayers.Gradients(loss, weights, create_graph: true);
        var inner = gradients.Select(gradient => (gradient * gradient.detach()).sum()).Aggregate((sum, next) => sum + next);
        var products = inner.requires_grad ? WeightLayers.Gradients(inner, weights) : [.. weights.Select(weight => weight.zeros_like())];
        using var unrecorded = no_grad();
        return ProxyScore.Sum(weights.Zip(products, (weight, product) => -(weight * product).sum().ToDouble()));
    }
}
