using Espalier.Data;
using Espalier.Export;
using Espalier.Onnx.Schema;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Export;

public sealed class OnnxExporterTests
{
    // Single precision leaves some 1e-7 per layer.
    private const double Tight = 5e-6;

    public static TheoryData<string> Operations => [.. DartsOperations.All];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_computes_what_it_did_at_odd_sizes(string operation)
    {
        using var scope = NewDisposeScope();
        using var network = Nets.Darts(Nets.Genotype(operation), Nets.Odd);
        var images = Nets.Images(Nets.Odd, 3);

        foreach (var fold in new[] { false, true })
        {
            var file = OnnxExporter.Export(network, Nets.Odd, new ExportSettings { Fold = fold });

            Assert.InRange(Nets.Difference(network, file, images), 0, Tight);
        }
    }

    [Theory]
    [InlineData(11, null, false)]
    [InlineData(11, 1, false)]
    [InlineData(11, 1, true)]
    [InlineData(11, 4, true)]
    [InlineData(13, null, true)]
    [InlineData(15, 2, false)]
    [InlineData(17, null, false)]
    [InlineData(17, null, true)]
    [InlineData(17, 1, true)]
    [InlineData(17, 4, false)]
    public void Every_kind_of_file_computes_what_the_network_does(int opset, int? batch, bool fold)
    {
        using var scope = NewDisposeScope();
        using var network = Nets.Darts(Nets.Genotype(DartsOperations.SepConv3x3, DartsOperations.MaxPool3x3), Nets.Even);

        var file = OnnxExporter.Export(network, Nets.Even, new ExportSettings { Opset = opset, Batch = batch, Fold = fold });

        // Six images: one run, six runs, or two of four with a half-filled last one.
        Assert.InRange(Nets.Difference(network, file, Nets.Images(Nets.Even, 6)), 0, Tight);
        var model = ModelProto.Parser.ParseFrom(file);
        Assert.Equal(opset, Assert.Single(model.OpsetImport).Version);
        var input = Assert.Single(model.Graph.Input);
        var output = Assert.Single(model.Graph.Output);
        Assert.Equal(("input", "output"), (input.Name, output.Name));
        Assert.Equal((int)TensorProto.Types.DataType.Float, input.Type.TensorType.ElemType);
        Assert.All([input, output], value => Assert.Equal(batch ?? 0, value.Type.TensorType.Shape.Dim[0].DimValue));
        Assert.Equal([1, 12, 12], input.Type.TensorType.Shape.Dim.Skip(1).Select(size => size.DimValue));
        Assert.Equal(fold, model.Graph.Node.All(node => node.OpType != "BatchNormalization"));
    }

    [Fact]
    public void Published_genotypes_agree_folded_and_not()
    {
        using var scope = NewDisposeScope();
        var shape = new ImageShape(3, 16, 16);
        using var network = Nets.Darts(DartsGenotypes.DartsV2, shape);
        var images = Nets.Images(shape, 2);

        Assert.All(
            [true, false],
            fold => Assert.InRange(
                Nets.Difference(network, OnnxExporter.Export(network, shape, new ExportSettings { Fold = fold }), images), 0, Tight));
    }

    [Fact]
    public void The_search_form_with_its_norms_after_poolings_agrees()
    {
        using var scope = NewDisposeScope();
        using var network = Nets.Darts(Nets.Genotype(DartsOperations.AvgPool3x3, DartsOperations.MaxPool3x3), Nets.Odd, search: true);

        var file = OnnxExporter.Export(network, Nets.Odd, new ExportSettings { Fold = true });

        Assert.InRange(Nets.Difference(network, file, Nets.Images(Nets.Odd, 2)), 0, Tight);
        Assert.Contains(ModelProto.Parser.ParseFrom(file).Graph.Node, node => node.OpType == "BatchNormalization");
    }

    [Fact]
    public void Auxiliary_head_and_dropped_paths_are_no_part_of_the_file()
    {
        using var scope = NewDisposeScope();
        var genotype = Nets.Genotype(DartsOperations.DilConv3x3);
        using var plain = Nets.Darts(genotype, Nets.Even);
        using var network = Nets.Darts(genotype, Nets.Even, auxiliary: true);
        using var drops = new Generator(1);
        network.load_state_dict(plain.state_dict(), strict: false);
        network.train();
        (network.DropPathProbability, network.DropPathGenerator) = (0.5, drops);

        var file = OnnxExporter.Export(network, Nets.Even, new ExportSettings());

        Assert.Equal(OnnxExporter.Export(plain, Nets.Even, new ExportSettings()), file);
        Assert.True(network.training);
        Assert.InRange(Nets.Difference(network, file, Nets.Images(Nets.Even, 2)), 0, Tight);
    }

    [Fact]
    public void The_normalisation_is_in_the_file()
    {
        using var scope = NewDisposeScope();
        using var network = Nets.Darts(Nets.Genotype(DartsOperations.SkipConnect), Nets.Odd);

        var graph = ModelProto.Parser.ParseFrom(OnnxExporter.Export(network, Nets.Odd, new ExportSettings { Fold = true })).Graph;

        Assert.Equal(["Sub", "Div", "Conv"], graph.Node.Take(3).Select(node => node.OpType));
        Assert.Equal(["input", "normalization.mean"], graph.Node[0].Input);
        Assert.Equal("stem.0", graph.Node[2].Name);
    }

    [Fact]
    public void Nodes_that_nobody_concatenates_are_left_out_with_their_weights()
    {
        using var scope = NewDisposeScope();
        var genotype = new DartsGenotype(
            [(DartsOperations.SepConv3x3, 0), (DartsOperations.SepConv5x5, 1), (DartsOperations.SkipConnect, 0), (DartsOperations.SkipConnect, 1)],
            [3],
            [(DartsOperations.MaxPool3x3, 0), (DartsOperations.MaxPool3x3, 1)],
            [2]);
        using var network = Nets.Darts(genotype, Nets.Even);

        var file = OnnxExporter.Export(network, Nets.Even, new ExportSettings());

        Assert.InRange(Nets.Difference(network, file, Nets.Images(Nets.Even, 2)), 0, Tight);
        Assert.DoesNotContain(ModelProto.Parser.ParseFrom(file).Graph.Initializer, tensor => tensor.Dims.Count == 4 && tensor.Dims[3] == 5);
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes_and_leaves_no_tensor_behind()
    {
        using var network = Nets.Darts(Nets.Genotype(DartsOperations.SepConv3x3), Nets.Even);
        var before = LiveTensorsOfThread;
        var facts = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };

        var first = OnnxExporter.Export(network, Nets.Even, new ExportSettings(), facts);
        var second = OnnxExporter.Export(network, Nets.Even, new ExportSettings(), facts);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal(first, second);
        Assert.Equal(["a", "b"], ModelProto.Parser.ParseFrom(first).MetadataProps.Select(fact => fact.Key));
    }

    [Theory]
    [InlineData(nameof(ExportSettings.Opset), 10)]
    [InlineData(nameof(ExportSettings.Opset), 18)]
    [InlineData(nameof(ExportSettings.Batch), 0)]
    public void Settings_check_themselves(string name, int value) => Assert.Throws<ArgumentOutOfRangeException>(
        () => name == nameof(ExportSettings.Opset) ? new ExportSettings { Opset = value } : new ExportSettings { Batch = value });
}
