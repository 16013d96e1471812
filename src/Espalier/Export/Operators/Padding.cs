using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>A border of one value.</summary>
[Translates("aten::constant_pad_nd")]
internal sealed class Padding : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        // libtorch: pairs, from the last dimension backwards. ONNX: all beginnings, then all ends, from the first dimension on.
        var amounts = call.Integers(1);
        var dimensions = call.Tensor(0).dim();
        var pads = new long[2 * dimensions];
        for (var pair = 0; pair < amounts.Length / 2; pair++)
        {
            var dimension = dimensions - 1 - pair;
            (pads[dimension], pads[dimension + dimensions]) = (amounts[2 * pair], amounts[(2 * pair) + 1]);
        }

        return graph.Add("Pad", [graph.Value(call.Tensor(0)), graph.Integers(pads), graph.Number(call.Number(2, 0))]);
    }
}
