namespace Espalier.Costs.Devices;

/// <summary>
/// HELP's network, for many devices at once: each has weights of its own, which stand behind each other. So the inner steps of an episode are
/// one graph, and not one for each device.
/// </summary>
internal sealed class HelpNetwork : IDisposable
{
    private const int GraphLayers = 4;
    private const int FlatLayers = 2;
    private const int DeviceLayers = 2;
    private const int HeadLayers = 3;
    private readonly Tensor? hears;
    private readonly int body;

    /// <summary>A network with drawn weights.</summary>
    /// <param name="graph">Which nodes hear of which; null where rows are no graphs.</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="references">The length of a device's description.</param>
    /// <param name="width">Of the layers.</param>
    /// <param name="generator">Draws.</param>
    internal HelpNetwork(IReadOnlyList<IReadOnlyList<double>>? graph, int columns, int references, int width, Generator generator)
    {
        using var scope = NewDisposeScope();
        hears = graph is null
            ? null
            : tensor(graph.SelectMany(row => row).Select(number => (float)number).ToArray(), [graph.Count, graph.Count]).DetachFromDisposeScope();
        var nodes = graph?.Count ?? 1;
        body = graph is null ? FlatLayers : GraphLayers;
        List<(int Inputs, int Outputs)> layers =
        [
            .. Enumerable.Range(0, body).Select(layer => (layer == 0 ? columns / nodes : width, width)),
            .. Enumerable.Range(0, DeviceLayers).Select(layer => (layer == 0 ? references : width, width)),
            (2 * width, 2 * width), (2 * width, 2 * width), (2 * width, 1),
        ];
        Weights = [.. layers.SelectMany(layer => Drawn(layer.Inputs, layer.Outputs, generator))];
    }

    /// <summary>For each layer its weight [inputs, outputs] and its bias [1, outputs].</summary>
    internal IReadOnlyList<Parameter> Weights { get; }

    /// <summary>Which of <see cref="Weights"/> are those of the last three layers: weight, bias, weight, bias, weight, bias.</summary>
    internal Range Head => (Weights.Count - (2 * HeadLayers))..Weights.Count;

    /// <summary>What is predicted, [devices, networks].</summary>
    /// <param name="weights">Those of each device, [devices, ...].</param>
    /// <param name="networks">Their rows, [devices, networks, columns].</param>
    /// <param name="devices">Their descriptions, [devices, references].</param>
    internal Tensor Forward(IReadOnlyList<Tensor> weights, Tensor networks, Tensor devices)
    {
        using var scope = NewDisposeScope();
        var (count, each) = (networks.size(0), networks.size(1));
        var seen = hears is null ? Flat(weights, networks) : Graph(weights, networks, hears);
        var device = devices.unsqueeze(1);
        for (var layer = body; layer < body + DeviceLayers; layer++)
        {
            device = Dense(weights, layer, device).relu();
        }

        var both = cat([seen, device.expand(count, each, device.size(2))], 2);
        var last = body + DeviceLayers + HeadLayers - 1;
        for (var layer = body + DeviceLayers; layer < last; layer++)
        {
            both = Dense(weights, layer, both).relu();
        }

        return Dense(weights, last, both).squeeze(2).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        hears?.Dispose();
        foreach (var weight in Weights)
        {
            weight.Dispose();
        }
    }

    private static Tensor Dense(IReadOnlyList<Tensor> weights, int layer, Tensor input) =>
        input.matmul(weights[2 * layer]) + weights[(2 * layer) + 1];

    private Tensor Flat(IReadOnlyList<Tensor> weights, Tensor rows)
    {
        for (var layer = 0; layer < body; layer++)
        {
            rows = Dense(weights, layer, rows).relu();
        }

        return rows;
    }

    /// <summary>What the last node has heard after all layers. The last layer is computed for that node alone.</summary>
    private Tensor Graph(IReadOnlyList<Tensor> weights, Tensor rows, Tensor hears)
    {
        var (count, each, nodes) = (rows.size(0), rows.size(1), hears.size(0));
        var state = rows.view(count, each, nodes, rows.size(2) / nodes);
        for (var layer = 0; layer < body; layer++)
        {
            var listeners = layer == body - 1 ? hears.narrow(0, nodes - 1, 1) : hears;
            var heard = listeners.matmul(state);
            state = Dense(weights, layer, heard.view(count, each * listeners.size(0), heard.size(3))).relu()
                .view(count, each, listeners.size(0), weights[2 * layer].size(2));
        }

        return state.squeeze(2);
    }

    /// <summary>
    /// Uniform within one by the root of the inputs. The authors' code draws weights of graph layers within 0.05, by which four layers let next
    /// to nothing through at first, and learning begins late.
    /// </summary>
    private static Parameter[] Drawn(int inputs, int outputs, Generator generator)
    {
        var bound = 1 / Math.Sqrt(inputs);
        return [Uniform([inputs, outputs]), Uniform([1, outputs])];

        Parameter Uniform(long[] size)
        {
            using var scope = NewDisposeScope();
            return new Parameter((rand(size, generator: generator) * (2 * bound)) - bound);
        }
    }
}
