using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Affine maps of rows.</summary>
[Translates("aten::linear")]
internal sealed class LinearMap : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        if (call.Tensor(0).dim() != 2)
        {
            throw call.Refusal("is of other than rows [N, features]");
        }

        var inputs = new[] { call.Tensor(0), call.Tensor(1), call.TensorOrNone(2) }.OfType<Tensor>().Select(graph.Value);
        return graph.Add("Gemm", inputs, ("transB", 1L));
    }
}
