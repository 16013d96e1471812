namespace Espalier.Costs;

/// <summary>What a network costs: counts, which are exact, and its latency where that was measured.</summary>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="Macs">Multiply-accumulates of one sample in convolutions and linear layers.</param>
/// <param name="LatencyMilliseconds">The time of one sample, <see cref="MeasuredLatency.Median"/>; null where it was not measured.</param>
public readonly record struct NetworkCost(long Parameters, long Macs, double? LatencyMilliseconds = null)
{
    /// <summary>Counts a network: parameters from its modules, MACs from what its layers do to one sample of zeros.</summary>
    /// <param name="network">Any network of convolutions and linear layers; its mode is put back as it was.</param>
    /// <param name="input">Channels, height and width of one sample.</param>
    public static NetworkCost Of(Module<Tensor, Tensor> network, ReadOnlySpan<long> input)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new(ParametersOf(network), MacsOf(network, input));
    }

    /// <summary>The number of trained numbers.</summary>
    public static long ParametersOf(Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.parameters().Sum(parameter => parameter.numel());
    }

    private static long MacsOf(Module<Tensor, Tensor> network, ReadOnlySpan<long> input)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var macs = 0L;
        var hooks = network.modules().Select(module => module switch
        {
            Conv2d layer => layer.register_forward_hook(
                (_, _, output) => macs += output.numel() * layer.weight.numel() / layer.out_channels),
            Linear layer => layer.register_forward_hook((_, _, output) => macs += output.numel() * layer.in_features),
            _ => null,
        }).OfType<IDisposable>().ToList();
        var training = network.training;
        try
        {
            network.eval();
            network.call(zeros([1, .. input]));
        }
        finally
        {
            network.train(training);
            hooks.ForEach(hook => hook.Dispose());
        }

        return macs;
    }
}
