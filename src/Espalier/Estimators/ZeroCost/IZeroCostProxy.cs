using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// A number that an untrained network gives away. It says nothing of its unit: only the order of networks under one proxy means something.
/// </summary>
public interface IZeroCostProxy
{
    /// <summary>Whether networks of a larger score are expected to be better. Default true.</summary>
    bool HigherIsBetter => true;

    /// <summary>How many batches it looks at. Default 1.</summary>
    int Batches => 1;

    /// <summary>The network that it looks at, where that is another than the one asked for (a thinner one). Default: the same.</summary>
    NetworkSettings Subject(NetworkSettings settings) => settings;

    /// <summary>Scores a network, which it may leave with other weights, another mode or another type: each proxy has one of its own.</summary>
    /// <param name="network">
    /// Freshly initialised, in training mode, from images to logits, computed by libtorch's operators alone, since some proxies look
    /// between layers.
    /// </param>
    /// <param name="input">What it may look at.</param>
    ProxyScore Score(Module<Tensor, Tensor> network, ProxyInput input);
}
