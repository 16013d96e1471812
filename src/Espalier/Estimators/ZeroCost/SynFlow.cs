using Espalier.Catalog;
using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// SynFlow: the sum over weights of |weight times gradient of R|, where R is the sum of what comes out of the network with the absolute
/// values of its weights for one image of ones. Its natural logarithm, as NASLib stores it.
/// </summary>
/// <remarks>
/// Computed in double precision, since R goes beyond what a float holds. Batch norms give back their input: in evaluation mode, the running
/// mean 0 and the running variance 1 minus epsilon. A linear classifier's bias takes part like a weight's absolute value.
/// </remarks>
[Method(
    "synflow",
    Paper = "Pruning neural networks without any data by iteratively conserving synaptic flow, arXiv 2006.05467",
    Year = 2020,
    Summary = "how much flows through all paths of absolute weights; needs no data (logarithm)")]
public sealed class SynFlow : IZeroCostProxy
{
    /// <summary>Without normalisation: the first layer sees the ones.</summary>
    /// <inheritdoc/>
    public NetworkSettings Subject(NetworkSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with { Statistics = null };
    }

    /// <inheritdoc/>
    public ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        network.to(ScalarType.Float64);
        network.eval();
        Straighten(network);
        var weights = WeightLayers.Of(network);
        var images = ones([1, .. input.Images.shape[1..]], ScalarType.Float64);
        var gradients = WeightLayers.Gradients(network.call(images).sum(), weights);
        using var unrecorded = no_grad();
        double[] layers = [.. weights.Zip(gradients, (weight, gradient) => (weight * gradient).abs().sum().ToDouble())];
        return ProxyScore.Of(Math.Log(layers.Sum())) with { Layers = layers };
    }

    private static void Straighten(Module network)
    {
        using var unrecorded = no_grad();
        foreach (var parameter in network.parameters())
        {
            parameter.copy_(parameter.abs());
        }

        foreach (var norm in network.modules().OfType<BatchNorm2d>())
        {
            norm.running_mean?.fill_(0);
            norm.running_var?.fill_(1 - norm.eps);
        }
    }
}
