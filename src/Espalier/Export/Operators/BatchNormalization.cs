using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>Batch norm by its running statistics.</summary>
[Translates("aten::batch_norm")]
internal sealed class BatchNormalization : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        if (call.Flag(5, false) || call.TensorOrNone(3) is not { } mean || call.TensorOrNone(4) is not { } variance)
        {
            throw call.Refusal("is by the batch's own statistics, so that an image's result would depend on its neighbours");
        }

        var channels = mean.numel();
        var scale = call.TensorOrNone(1) is { } weight ? graph.Value(weight) : graph.Filled(channels, 1);
        var shift = call.TensorOrNone(2) is { } bias ? graph.Value(bias) : graph.Filled(channels, 0);
        return graph.Add(
            "BatchNormalization",
            [graph.Value(call.Tensor(0)), scale, shift, graph.Value(mean), graph.Value(variance)],
            ("epsilon", (float)call.Number(7, 1e-5)));
    }
}
