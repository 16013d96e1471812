using Espalier.Catalog;
using Espalier.Estimators.ZeroCost.Observation;
using Espalier.Spaces;

namespace Espalier.Estimators.ZeroCost;

/// <summary>
/// Zen-score: with normal weights, the logarithm of how far noise of 0.01 on a normal input moves what comes before the global average
/// pooling, plus for each batch norm the logarithm of the root of its mean running variance, which undoes its scaling. The mean of 32 draws
/// of weights and 16 inputs each.
/// </summary>
/// <remarks>As in the authors' code the variances are the running ones, which go on from draw to draw.</remarks>
[Method(
    "zen",
    Paper = "Zen-NAS: A Zero-Shot NAS for High-Performance Image Recognition, arXiv 2102.01063",
    Year = 2021,
    Summary = "how expressive the network with random weights is: how far noise moves its features; needs no data")]
public sealed class ZenScore : IZeroCostProxy
{
    private const int Repeats = 32;
    private const int Inputs = 16;
    private const double Noise = 0.01;

    /// <summary>Without normalisation: what goes in is normal.</summary>
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
        using var unrecorded = no_grad();
        return ProxyScore.Of(Enumerable.Range(0, Repeats).Average(_ => Once(network, input)));
    }

    private static double Once(Module<Tensor, Tensor> network, ProxyInput input)
    {
        using var scope = NewDisposeScope();
        FreshWeights.StandardNormal(network, input.Generator);
        long[] shape = [Inputs, .. input.Images.shape[1..]];
        var images = randn(shape, generator: input.Generator);
        var moved = images.add(randn(shape, generator: input.Generator), Noise);
        var distance = (Features(network, images) - Features(network, moved)).abs().flatten(1).sum(-1).mean().ToDouble();
        return Math.Log(distance) + network.modules().OfType<BatchNorm2d>()
            .Where(norm => norm.running_var is not null)
            .Sum(norm => Math.Log(norm.running_var!.mean().ToDouble()) / 2);
    }

    /// <summary>What comes before the pooling, or out of a network that does not pool, in the caller's scope.</summary>
    private static Tensor Features(Module<Tensor, Tensor> network, Tensor images)
    {
        using var scope = NewDisposeScope();
        Tensor? output = null;
        using var pooled = RecordedTensors.OfPooled(() => output = network.call(images));
        return (pooled.Values.Count == 0 ? output! : pooled.Values[^1].clone()).MoveToOuterDisposeScope();
    }
}
