using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Other sizes for the same elements in row-major order. The first dimension, the batch, stays as it is.</summary>
[Translates("aten::flatten.using_ints")]
[Translates("aten::view")]
[Translates("aten::reshape")]
internal sealed class Reshaping : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        const long AsItIs = 0;
        var (from, to) = (call.Tensor(0).shape, call.Result.shape);
        return from.Length == 0 || to.Length == 0 || from[0] != to[0]
            ? throw call.Refusal("mixes the images of a batch")
            : graph.Add("Reshape", [graph.Value(call.Tensor(0)), graph.Integers([AsItIs, .. to[1..]])]);
    }
}
