namespace Espalier.Estimators.ZeroCost;

/// <summary>Other weights than a network's own, which some proxies are defined with. Biases become 0.</summary>
internal static class FreshWeights
{
    /// <summary>Normal with deviation 1.</summary>
    internal static void StandardNormal(Module network, Generator generator) => Draw(network, _ => 1, generator);

    /// <summary>Normal with deviation sqrt(2 / fan-in) (He et al. 2015).</summary>
    internal static void FanIn(Module network, Generator generator) =>
        Draw(network, weight => Math.Sqrt(2.0 * weight.size(0) / weight.numel()), generator);

    /// <summary>Normal with deviation sqrt(2 / fan-out).</summary>
    internal static void FanOut(Module network, Generator generator) =>
        Draw(network, weight => Math.Sqrt(2.0 * weight.size(1) / weight.numel()), generator);

    private static void Draw(Module network, Func<Tensor, double> deviation, Generator generator)
    {
        using var unrecorded = no_grad();
        foreach (var module in network.modules())
        {
            if (WeightLayers.WeightOf(module) is { } weight)
            {
                weight.normal_(0, deviation(weight), generator);
                (module is Conv2d convolution ? convolution.bias : ((Linear)module).bias)?.fill_(0);
            }
        }
    }
}
