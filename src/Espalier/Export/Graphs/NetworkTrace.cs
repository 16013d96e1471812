using Espalier.Data;
using Espalier.Evaluation;
using Espalier.Export.Operators;
using Espalier.Onnx.Schema;

namespace Espalier.Export.Graphs;

/// <summary>The graph of what a network did to one batch of images.</summary>
internal sealed class NetworkTrace
{
    private NetworkTrace(GraphProto graph, long[] input, long[] output) => (Graph, InputShape, OutputShape) = (graph, input, output);

    /// <summary>Nodes in the order of their calls, and the constants that they use.</summary>
    internal GraphProto Graph { get; }

    internal long[] InputShape { get; }

    internal long[] OutputShape { get; }

    /// <summary>Watches a network in evaluation mode on random pixels.</summary>
    /// <exception cref="InvalidInputException">It does something that has no translation.</exception>
    internal static NetworkTrace Of(Module<Tensor, Tensor> network, ImageShape input, int batch, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var generator = new Generator(seed);
        var images = rand([batch, input.Channels, input.Height, input.Width], generator: generator);
        using var mode = new EvaluationMode(network);

        // Parts that somebody watches take libtorch's operators instead of kernels of ours, and those are what is translated.
        var hooks = network.modules().OfType<Module<Tensor, Tensor>>()
            .Select(part => part.register_forward_hook(static (_, _, _) => { }))
            .ToArray();
        try
        {
            var builder = new GraphBuilder(network, images);
            Tensor output;
            using (record_operators(call => Translations.Translate(call, builder)))
            {
                output = network.call(images);
            }

            return new NetworkTrace(builder.Finish(output, network.GetName()), images.shape, output.shape);
        }
        finally
        {
            Array.ForEach(hooks, hook => hook.Dispose());
        }
    }
}
