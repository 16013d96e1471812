using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Tensors side by side along a dimension.</summary>
[Translates("aten::cat")]
internal sealed class Concatenation : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph) =>
        graph.Add("Concat", call.Tensors(0).Select(graph.Value), ("axis", call.Dimension(call.Integer(1, 0))));
}
