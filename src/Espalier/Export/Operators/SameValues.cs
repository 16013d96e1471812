using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>What changes the place or the memory layout of a tensor and none of its elements.</summary>
[Translates("aten::detach")]
[Translates("aten::clone")]
[Translates("aten::contiguous")]
internal sealed class SameValues : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph) => graph.Value(call.Tensor(0));
}
