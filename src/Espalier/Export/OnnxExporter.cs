using Espalier.Data;
using Espalier.Export.Graphs;
using Espalier.Onnx.Schema;
using Google.Protobuf;

namespace Espalier.Export;

/// <summary>Turns a network into an ONNX file, by watching which operators it calls.</summary>
/// <remarks>
/// Any network whose operators have a translation (<c>Export/Operators</c>) can be exported, whatever space it is from. It is watched in evaluation
/// mode: dropped paths and auxiliary heads are no part of the file. Twice, on different images and, where the batch is free, on batches of
/// different size: what comes out differently would hold for one input only, and is refused.
/// </remarks>
public static class OnnxExporter
{
    /// <summary>The name of a file's input: float pixels [N, C, H, W], 0 to 1.</summary>
    public const string InputName = "input";

    /// <summary>The name of a file's output: float logits [N, classes].</summary>
    public const string OutputName = "output";

    private const string FreeBatch = "batch";

    /// <summary>The bytes of the file.</summary>
    /// <param name="network">From images in pixel units [N, C, H, W] to logits [N, classes]. Its mode is put back as it was.</param>
    /// <param name="input">The size of an image.</param>
    /// <param name="settings">What the file is like.</param>
    /// <param name="facts">What the file says of itself, by name.</param>
    /// <exception cref="InvalidInputException">
    /// The network does something that cannot be exported; the message names it.
    /// </exception>
    public static byte[] Export(
        Module<Tensor, Tensor> network, ImageShape input, ExportSettings settings, IReadOnlyDictionary<string, string>? facts = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(settings);
        var first = Model(NetworkTrace.Of(network, input, settings.Batch ?? 2, seed: 1), settings, facts);
        var second = Model(NetworkTrace.Of(network, input, settings.Batch ?? 3, seed: 2), settings, facts);
        return first.AsSpan().SequenceEqual(second)
            ? first
            : throw new InvalidInputException(
                network.GetName(),
                settings.Batch is null
                    ? "does not compute the same for batches of other images and sizes"
                    : "does not compute the same for other images",
                settings.Batch is null ? "try a static batch (--batch 1)" : "export a network without such branches");
    }

    private static byte[] Model(NetworkTrace trace, ExportSettings settings, IReadOnlyDictionary<string, string>? facts)
    {
        var graph = trace.Graph;
        if (settings.Fold)
        {
            BatchNormFolding.Apply(graph);
        }

        GraphCleaning.Apply(graph);
        graph.Input.Add(Declare(InputName, "pixels, 0 to 1, not normalised", trace.InputShape, settings.Batch));
        graph.Output.Add(Declare(OutputName, "logits", trace.OutputShape, settings.Batch));
        var model = new ModelProto
        {
            IrVersion = settings.FileVersion,
            ProducerName = "Espalier",
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version!.ToString(3),
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = settings.Opset });
        model.MetadataProps.Add((facts ?? new Dictionary<string, string>())
            .OrderBy(fact => fact.Key, StringComparer.Ordinal)
            .Select(fact => new StringStringEntryProto { Key = fact.Key, Value = fact.Value }));
        return model.ToByteArray();
    }

    private static ValueInfoProto Declare(string name, string meaning, long[] shape, int? batch)
    {
        var sizes = new TensorShapeProto();
        sizes.Dim.Add(batch is { } images
            ? new TensorShapeProto.Types.Dimension { DimValue = images }
            : new TensorShapeProto.Types.Dimension { DimParam = FreeBatch });
        sizes.Dim.Add(shape.Skip(1).Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto
        {
            Name = name,
            DocString = meaning,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = sizes },
            },
        };
    }
}
