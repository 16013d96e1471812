using System.Globalization;
using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Sums, differences, products and quotients of two tensors, or of a tensor and a number.</summary>
[Translates("aten::add.Tensor")]
[Translates("aten::add.Scalar")]
[Translates("aten::sub.Tensor")]
[Translates("aten::sub.Scalar")]
[Translates("aten::mul.Tensor")]
[Translates("aten::mul.Scalar")]
[Translates("aten::div.Tensor")]
[Translates("aten::div.Scalar")]
internal sealed class Arithmetic : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        // Sums and differences may weigh what is added.
        const int Weight = 2;
        var right = call.TensorOrNone(1) is { } other ? graph.Value(other) : graph.Number(call.Number(1, double.NaN));
        if (call.Number(Weight, 1) is not 1 and var weight)
        {
            right = graph.Add("Mul", [right, graph.Number(weight)]);
        }

        return graph.Add(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(call.Name), [graph.Value(call.Tensor(0)), right]);
    }
}
