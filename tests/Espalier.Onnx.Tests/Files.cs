using System.Runtime.InteropServices;
using Espalier.Onnx.Schema;
using Google.Protobuf;

namespace Espalier.Onnx.Tests;

/// <summary>Files made by hand.</summary>
internal static class Files
{
    /// <summary>output = 2 input, for [N, 3] of a free or a fixed N.</summary>
    internal static byte[] Doubling(int? batch = null)
    {
        var graph = new GraphProto { Name = "doubling" };
        var two = new TensorProto { Name = "two", DataType = (int)TensorProto.Types.DataType.Float };
        two.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>([2f]));
        graph.Initializer.Add(two);
        graph.Node.Add(new NodeProto { OpType = "Mul", Input = { "input", "two" }, Output = { "output" } });
        graph.Input.Add(Value("input", batch));
        graph.Output.Add(Value("output", batch));
        return new ModelProto { IrVersion = 8, Graph = graph, OpsetImport = { new OperatorSetIdProto { Version = 17 } } }.ToByteArray();
    }

    private static ValueInfoProto Value(string name, int? batch)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(batch is { } count
            ? new TensorShapeProto.Types.Dimension { DimValue = count }
            : new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = 3 });
        var type = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }
}
