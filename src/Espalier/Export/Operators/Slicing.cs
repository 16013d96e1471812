using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Every n-th element of a range along a dimension.</summary>
[Translates("aten::narrow")]
[Translates("aten::slice.Tensor")]
internal sealed class Slicing : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        var (dimension, start) = (call.Dimension(call.Integer(1)), call.Integer(2));
        var narrows = call.Name == "narrow";
        var (end, step) = narrows ? (start + call.Integer(3), 1) : (call.Integer(3), call.Integer(4, 1));
        return start < 0
            ? throw call.Refusal("counts from the end")
            : graph.Add(
                "Slice",
                [graph.Value(call.Tensor(0)), graph.Integers(start), graph.Integers(end), graph.Integers(dimension), graph.Integers(step)]);
    }
}
