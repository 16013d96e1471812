using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Convolutions of any stride, padding, dilation and number of groups.</summary>
[Translates("aten::conv2d")]
internal sealed class Convolution : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        var padding = call.Integers(4);
        var weight = call.Tensor(1);
        var inputs = new[] { call.Tensor(0), weight, call.TensorOrNone(2) }.OfType<Tensor>().Select(graph.Value);
        return graph.Add(
            "Conv",
            inputs,
            ("kernel_shape", weight.shape[2..]),
            ("strides", call.Integers(3)),
            ("pads", (long[])[.. padding, .. padding]),
            ("dilations", call.Integers(5)),
            ("group", call.Integer(6, 1)));
    }
}
