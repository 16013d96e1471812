namespace Espalier.Costs.Devices;

/// <summary>
/// What HELP draws for a device from a Gaussian that the device's description decides: for each of the last three layers a factor for every
/// input, and a shift of the biases.
/// </summary>
internal sealed class HelpModulator : IDisposable
{
    private const int Narrow = 10;
    private readonly Range head;
    private readonly double strength;

    /// <summary>A modulator with drawn weights.</summary>
    /// <param name="references">The length of a device's description.</param>
    /// <param name="head">Which weights it changes: weight and bias of layer after layer.</param>
    /// <param name="options">The settings.</param>
    /// <param name="generator">Draws.</param>
    internal HelpModulator(int references, Range head, HelpOptions options, Generator generator)
    {
        (this.head, strength) = (head, options.Modulation);
        var layers = (head.End.Value - head.Start.Value) / 2;
        Inputs = 2 * options.Width;
        var numbers = 2 * layers * (Inputs + 1);
        Weights = [Uniform(references, Narrow), Uniform(1, Narrow), Uniform(Narrow, numbers), Uniform(1, numbers)];

        Parameter Uniform(int rows, int columns)
        {
            using var scope = NewDisposeScope();
            var bound = 1 / Math.Sqrt(Narrow);
            return new Parameter((rand([rows, columns], generator: generator) * (2 * bound)) - bound);
        }
    }

    /// <summary>Its own weights.</summary>
    internal IReadOnlyList<Parameter> Weights { get; }

    private int Inputs { get; }

    /// <summary>Changed weights, and the divergence of what they were drawn from to the unit Gaussian, the mean over devices.</summary>
    /// <param name="weights">Those of each device, [devices, ...].</param>
    /// <param name="devices">Their descriptions, [devices, references].</param>
    /// <param name="generator">Draws.</param>
    internal (IReadOnlyList<Tensor> Weights, Tensor Divergence) Apply(IReadOnlyList<Tensor> weights, Tensor devices, Generator generator)
    {
        var statistics = (devices.matmul(Weights[0]) + Weights[1]).relu().matmul(Weights[2]) + Weights[3];
        var halves = statistics.chunk(2, 1);
        var (mean, deviation) = (halves[0], Softplus(halves[1]));
        var divergence = (((mean.square() + deviation.square() - 1) * 0.5) - deviation.log()).sum(1).mean();
        var drawn = (mean + (deviation * randn(mean.shape, generator: generator))) * strength;
        var (first, count) = (head.Start.Value, devices.size(0));
        var layers = (head.End.Value - first) / 2;
        var changed = weights.ToArray();
        for (var layer = 0; layer < layers; layer++)
        {
            var (weight, bias) = (first + (2 * layer), first + (2 * layer) + 1);
            changed[weight] = weights[weight] * (drawn.narrow(1, layer * Inputs, Inputs).view(count, Inputs, 1) + 1);
            changed[bias] = weights[bias] + drawn.narrow(1, (layers * Inputs) + layer, 1).view(count, 1, 1);
        }

        return (changed, divergence);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in Weights)
        {
            weight.Dispose();
        }
    }

    /// <summary>log(1 + e^x) without overflow.</summary>
    private static Tensor Softplus(Tensor x) => x.relu() + (x.abs().neg().exp() + 1).log();
}
