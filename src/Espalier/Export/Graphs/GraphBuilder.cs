using System.Runtime.InteropServices;
using Espalier.Onnx.Schema;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Espalier.Export.Graphs;

/// <summary>
/// Collects nodes, and knows under which name each tensor of the watched network goes: what was computed from the input by a node, anything else
/// as a constant, under its name in the network where it has one.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly GraphProto graph = new() { Name = "network" };
    private readonly Dictionary<Tensor, string> computed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, string> constants = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, string> state = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> nodeNames = new(StringComparer.Ordinal);
    private int values;

    internal GraphBuilder(Module network, Tensor input)
    {
        computed.Add(input, OnnxExporter.InputName);
        foreach (var (name, tensor) in network.state_dict())
        {
            state.TryAdd(tensor, name is OnnxExporter.InputName or OnnxExporter.OutputName ? $"network.{name}" : name);
        }
    }

    /// <summary>Whether a tensor was computed from the input.</summary>
    internal bool IsComputed(Tensor tensor) => computed.ContainsKey(tensor);

    /// <summary>Says under which name a result goes from now on.</summary>
    internal void Bind(Tensor result, string value) => computed[result] = value;

    /// <summary>The name of a tensor's value.</summary>
    /// <exception cref="InvalidInputException">It is a constant of another type than float32.</exception>
    internal string Value(Tensor tensor)
    {
        if (computed.TryGetValue(tensor, out var known) || constants.TryGetValue(tensor, out known))
        {
            return known;
        }

        if (tensor.dtype != ScalarType.Float32)
        {
            throw new InvalidInputException(
                $"constant {tensor}", "is none of float32, and others are not exported", "export a network of float32");
        }

        var name = state.TryGetValue(tensor, out var own) ? own : Fresh("constant");
        constants.Add(tensor, name);
        Initialize(name, tensor.shape, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes<float>(tensor.data<float>().ToArray()));
        return name;
    }

    /// <summary>A constant of one float.</summary>
    internal string Number(double value)
    {
        var name = Fresh("number");
        Initialize(name, [], TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes<float>([(float)value]));
        return name;
    }

    /// <summary>A constant float vector of one value.</summary>
    internal string Filled(long length, float value)
    {
        var name = Fresh("filled");
        var numbers = new float[length];
        numbers.AsSpan().Fill(value);
        Initialize(name, [length], TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes<float>(numbers));
        return name;
    }

    /// <summary>A constant vector of whole numbers.</summary>
    internal string Integers(params long[] numbers)
    {
        var name = Fresh("integers");
        Initialize(name, [numbers.Length], TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes<long>(numbers));
        return name;
    }

    /// <summary>Adds a node with one output, and gives that one's name.</summary>
    /// <param name="type">The operator, e.g. <c>Conv</c>.</param>
    /// <param name="inputs">Names of values; an empty one is left out.</param>
    /// <param name="attributes">Of <c>long</c>, <c>long[]</c> or <c>float</c>.</param>
    internal string Add(string type, IEnumerable<string> inputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = type };
        node.Input.Add(inputs);
        node.Name = NameOf(node);
        node.Output.Add(Fresh("value"));
        node.Attribute.Add(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        graph.Node.Add(node);
        return node.Output[0];
    }

    /// <summary>Ends the graph with what the network gave.</summary>
    /// <exception cref="InvalidInputException">That was not computed from the input.</exception>
    internal GraphProto Finish(Tensor output, string network)
    {
        if (!computed.TryGetValue(output, out var last) || last == OnnxExporter.InputName)
        {
            throw new InvalidInputException(network, "does not compute its output from its input", "export a network that does");
        }

        foreach (var node in graph.Node)
        {
            Rename(node.Input, last);
            Rename(node.Output, last);
        }

        return graph;
    }

    private static void Rename(RepeatedField<string> names, string last)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = names[i] == last ? OnnxExporter.OutputName : names[i];
        }
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        long number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = number },
        float number => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = number },
        long[] numbers => new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { numbers } },
        _ => throw new ArgumentException($"an attribute of {value.GetType()}", nameof(value)),
    };

    /// <summary>Nodes are called like the layer whose weights they use; others by their kind.</summary>
    private string NameOf(NodeProto node)
    {
        var weight = node.Input.Skip(1).FirstOrDefault(input => input.Contains('.'));
        var name = weight is null ? $"{node.OpType}_{graph.Node.Count}" : weight[..weight.LastIndexOf('.')];
        return nodeNames.Add(name) ? name : $"{name}_{graph.Node.Count}";
    }

    private string Fresh(string kind) => $"{kind}_{values++}";

    private void Initialize(string name, long[] shape, TensorProto.Types.DataType type, ReadOnlySpan<byte> bytes)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.Add(shape);
        graph.Initializer.Add(tensor);
    }
}
