namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// The frame of scores that are a sum over layers of something made of a layer's weight and its gradient of the mean cross-entropy.
/// </summary>
public abstract class SaliencyProxy : IZeroCostProxy
{
    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        var weights = WeightLayers.Of(network);
        var gradients = WeightLayers.Gradients(network, input.Images, input.Labels, weights);
        using var unrecorded = no_grad();
        return ProxyScore.Sum(weights.Zip(gradients, (weight, gradient) => OfLayer(weight, gradient).ToDouble()));
    }

    /// <summary>What a layer adds, a tensor of one number.</summary>
    /// <param name="weight">Its weight.</param>
    /// <param name="gradient">The gradient, of the same shape.</param>
    protected abstract Tensor OfLayer(Tensor weight, Tensor gradient);
}
