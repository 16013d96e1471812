namespace Espalier.Estimators.ZeroCost;

/// <summary>The weights that scores are made of: those of convolutions and linear layers, without biases and batch norms.</summary>
internal static class WeightLayers
{
    /// <summary>The weights in the network's order.</summary>
    internal static Parameter[] Of(Module network) => [.. network.modules().Select(WeightOf).OfType<Parameter>()];

    /// <summary>The weight of a convolution or linear layer; null of anything else.</summary>
    internal static Parameter? WeightOf(Module module) => module switch
    {
        Conv2d convolution => convolution.weight,
        Linear linear => linear.weight,
        _ => null,
    };

    /// <summary>The gradients of a value with respect to weights, zeros where it does not depend on them, in the caller's scope.</summary>
    internal static Tensor[] Gradients(Tensor value, Parameter[] weights, bool create_graph = false)
    {
        var gradients = autograd.grad([value], weights, create_graph: create_graph, allow_unused: true);
        return [.. gradients.Zip(weights, (gradient, weight) => gradient ?? weight.zeros_like())];
    }

    /// <summary>The gradients of the mean cross-entropy of a batch, in the caller's scope.</summary>
    internal static Tensor[] Gradients(Module<Tensor, Tensor> network, Tensor images, Tensor labels, Parameter[] weights) =>
        Gradients(functional.cross_entropy(network.call(images), labels), weights);
}
