using System.Runtime.InteropServices;
using Espalier.Data;
using Espalier.Export;
using Espalier.Onnx.Schema;
using Espalier.Tests.Export.Operators;

namespace Espalier.Tests.Export.Graphs;

public sealed class BatchNormFoldingTests
{
    private static readonly ImageShape Shape = new(2, 6, 6);

    [Fact]
    public void A_channel_is_scaled_and_shifted_as_the_formula_says()
    {
        var (convolution, norm) = (Conv2d(2, 1, 1), BatchNorm2d(1, eps: 0.25));
        using var network = new Computing(x => norm.call(convolution.call(x)), convolution, norm);
        using (NewDisposeScope())
        using (no_grad())
        {
            convolution.weight.copy_(tensor<float>([3, -1], [1, 2, 1, 1]));
            convolution.bias!.fill_(5);
            norm.weight!.fill_(2);
            norm.bias!.fill_(7);
            norm.running_mean!.fill_(1);
            norm.running_var!.fill_(0.75);
        }

        var graph = Folded(network);

        // s = 2 / sqrt(0.75 + 0.25) = 2: kernel (6, -2), bias 2 (5 - 1) + 7 = 15.
        Assert.Equal(["Conv", "Reshape"], graph.Node.Select(node => node.OpType));
        Assert.Equal([6f, -2f], Numbers(graph, "0.weight.folded"));
        Assert.Equal([15f], Numbers(graph, "0.weight.folded_bias"));
        Assert.DoesNotContain(graph.Initializer, constant => constant.Name is "0.weight" or "1.running_var");
    }

    [Fact]
    public void Convolutions_side_by_side_take_their_shares()
    {
        using var scope = NewDisposeScope();
        var (left, right, norm) = (Conv2d(2, 2, 1, bias: false), Conv2d(2, 3, 1, bias: false), BatchNorm2d(5));
        using var network = new Computing(x => norm.call(cat([left.call(x), right.call(x)], 1)), left, right, norm);

        AgreesWith(network, norms: 0);
    }

    [Fact]
    public void A_norm_stays_where_somebody_else_reads_the_convolution()
    {
        using var scope = NewDisposeScope();
        var (convolution, norm) = (Conv2d(2, 3, 1), BatchNorm2d(3));
        using var network = new Computing(
            x =>
            {
                var before = convolution.call(x);
                return norm.call(before) + before;
            },
            convolution,
            norm);

        AgreesWith(network, norms: 1);
    }

    [Fact]
    public void A_norm_stays_where_something_else_stands_beside_the_convolution()
    {
        using var scope = NewDisposeScope();
        var (convolution, norm, other) = (Conv2d(2, 3, 1), BatchNorm2d(5), BatchNorm2d(5));
        using var network = new Computing(x => other.call(norm.call(cat([convolution.call(x), x], 1)).relu()), convolution, norm, other);

        AgreesWith(network, norms: 2);
    }

    [Fact]
    public void A_convolution_used_twice_is_folded_into_each_of_its_norms()
    {
        using var scope = NewDisposeScope();
        var (shared, first, second) = (Conv2d(2, 2, 3, padding: 1), BatchNorm2d(2), BatchNorm2d(2));
        using var network = new Computing(x => second.call(shared.call(first.call(shared.call(x)))), shared, first, second);

        AgreesWith(network, norms: 0);
    }

    private static void AgreesWith(Computing network, int norms)
    {
        Nets.Stir(network, seed: 11);

        var file = OnnxExporter.Export(network, Shape, new ExportSettings { Fold = true });

        Assert.Equal(norms, ModelProto.Parser.ParseFrom(file).Graph.Node.Count(node => node.OpType == "BatchNormalization"));
        Assert.InRange(Nets.Difference(network, file, Nets.Images(Shape, 3)), 0, 1e-6);
    }

    private static GraphProto Folded(Computing network) =>
        ModelProto.Parser.ParseFrom(OnnxExporter.Export(network, Shape, new ExportSettings { Fold = true })).Graph;

    private static float[] Numbers(GraphProto graph, string name) => MemoryMarshal.Cast<byte, float>(
        graph.Initializer.Single(constant => constant.Name == name).RawData.Span).ToArray();
}
