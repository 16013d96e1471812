using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>The largest value of each window.</summary>
[Translates("aten::max_pool2d")]
internal sealed class MaxPooling : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        var padding = call.Integers(3);
        return graph.Add(
            "MaxPool",
            [graph.Value(call.Tensor(0))],
            ("kernel_shape", call.Integers(1)),
            ("strides", call.Integers(2)),
            ("pads", (long[])[.. padding, .. padding]),
            ("dilations", call.Integers(4)),
            ("ceil_mode", call.Flag(5, false) ? 1L : 0L));
    }
}

/// <summary>The mean of each window.</summary>
[Translates("aten::avg_pool2d")]
internal sealed class MeanPooling : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        var padding = call.Integers(3);
        if (call.Flag(4, false))
        {
            throw call.Refusal("rounds its size up, and runtimes disagree about the windows at the end then");
        }

        return graph.Add(
            "AveragePool",
            [graph.Value(call.Tensor(0))],
            ("kernel_shape", call.Integers(1)),
            ("strides", call.Integers(2)),
            ("pads", (long[])[.. padding, .. padding]),
            ("count_include_pad", call.Flag(5, true) ? 1L : 0L));
    }
}

/// <summary>The mean over windows that give a size, where these are of one size and do not overlap.</summary>
[Translates("aten::adaptive_avg_pool2d")]
internal sealed class AdaptivePooling : ITranslation
{
    public string Translate(TracedCall call, GraphBuilder graph)
    {
        var input = call.Tensor(0);
        var (from, to) = (input.shape[^2..], call.Integers(1));
        if (to is [1, 1])
        {
            return graph.Add("GlobalAveragePool", [graph.Value(input)]);
        }

        if (from[0] % to[0] != 0 || from[1] % to[1] != 0)
        {
            throw call.Refusal($"makes {to[0]}x{to[1]} of {from[0]}x{from[1]}, which needs windows of several sizes");
        }

        long[] window = [from[0] / to[0], from[1] / to[1]];
        return graph.Add("AveragePool", [graph.Value(input)], ("kernel_shape", window), ("strides", window));
    }
}
