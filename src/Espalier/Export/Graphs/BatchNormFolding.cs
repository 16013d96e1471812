using System.Runtime.InteropServices;
using Espalier.Onnx.Schema;
using Google.Protobuf;

namespace Espalier.Export.Graphs;

/// <summary>
/// Works batch norms into the convolutions before them: with s = gamma / sqrt(variance + epsilon), a channel's kernel becomes s times itself and its
/// bias s (bias - mean) + beta. Convolutions whose outputs stand side by side (Concat) before one batch norm take their shares of it.
/// </summary>
/// <remarks>Only where nobody else reads what lies between; a batch norm after something else stays.</remarks>
internal sealed class BatchNormFolding
{
    private const int ChannelAxis = 1;
    private readonly GraphProto graph;
    private readonly Dictionary<string, TensorProto> constants;
    private readonly Dictionary<string, NodeProto> makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> readers = new(StringComparer.Ordinal);

    private BatchNormFolding(GraphProto graph)
    {
        this.graph = graph;
        constants = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var node in graph.Node)
        {
            makers[node.Output[0]] = node;
            foreach (var input in node.Input)
            {
                readers[input] = readers.GetValueOrDefault(input) + 1;
            }
        }
    }

    /// <summary>Changes the graph in place; weights that are no longer used stay for <see cref="GraphCleaning"/>.</summary>
    internal static void Apply(GraphProto graph)
    {
        var folding = new BatchNormFolding(graph);
        foreach (var norm in graph.Node.Where(node => node.OpType == "BatchNormalization").ToArray())
        {
            folding.Fold(norm);
        }
    }

    private void Fold(NodeProto norm)
    {
        var convolutions = ConvolutionsBefore(norm.Input[0]);
        if (convolutions.Count == 0)
        {
            return;
        }

        var epsilon = norm.Attribute.Single(attribute => attribute.Name == "epsilon").F;
        var (gamma, beta, mean, variance) = (Numbers(norm.Input[1]), Numbers(norm.Input[2]), Numbers(norm.Input[3]), Numbers(norm.Input[4]));
        var scale = Enumerable.Range(0, gamma.Length).Select(i => gamma[i] / Math.Sqrt((double)variance[i] + epsilon)).ToArray();
        var first = 0;
        foreach (var convolution in convolutions)
        {
            var channels = (int)constants[convolution.Input[1]].Dims[0];
            var share = new Range(first, first + channels);
            Fold(convolution, scale[share], mean[share], beta[share]);
            first += channels;
        }

        // What lay before the norm now goes by the norm's name.
        makers[norm.Input[0]].Output[0] = norm.Output[0];
        makers[norm.Output[0]] = makers[norm.Input[0]];
        graph.Node.Remove(norm);
    }

    /// <summary>The convolutions that make a value, alone or side by side; none where something else has a part in it.</summary>
    private List<NodeProto> ConvolutionsBefore(string value)
    {
        if (readers[value] != 1 || !makers.TryGetValue(value, out var maker))
        {
            return [];
        }

        return maker.OpType switch
        {
            "Conv" => [maker],
            "Concat" when maker.Attribute.Single().I == ChannelAxis
                && maker.Input.All(input => readers[input] == 1 && makers.TryGetValue(input, out var part) && part.OpType == "Conv") =>
                [.. maker.Input.Select(input => makers[input])],
            _ => [],
        };
    }

    private void Fold(NodeProto convolution, double[] scale, float[] mean, float[] beta)
    {
        var kernel = Numbers(convolution.Input[1]);
        var bias = convolution.Input.Count > 2 ? Numbers(convolution.Input[2]) : new float[scale.Length];
        var size = kernel.Length / scale.Length;
        var folded = new float[kernel.Length];
        for (var i = 0; i < kernel.Length; i++)
        {
            folded[i] = (float)(kernel[i] * scale[i / size]);
        }

        var shift = scale.Select((factor, i) => (float)((((double)bias[i] - mean[i]) * factor) + beta[i])).ToArray();
        var name = convolution.Input[1];
        var dims = constants[name].Dims;
        var weight = Add($"{name}.folded", [.. dims], folded);
        var offset = Add($"{name}.folded_bias", [dims[0]], shift);
        var input = convolution.Input[0];
        convolution.Input.Clear();
        convolution.Input.Add([input, weight, offset]);
    }

    private float[] Numbers(string name) => MemoryMarshal.Cast<byte, float>(constants[name].RawData.Span).ToArray();

    private string Add(string wanted, long[] dims, float[] numbers)
    {
        // Layers may share their weights, but not what comes out of folding.
        var name = wanted;
        for (var i = 2; constants.ContainsKey(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(numbers)),
        };
        tensor.Dims.Add(dims);
        constants.Add(name, tensor);
        graph.Initializer.Add(tensor);
        return name;
    }
}
