using Espalier.Onnx.Schema;

namespace Espalier.Export.Graphs;

/// <summary>Leaves out nodes that the output does not need, and constants that no node uses.</summary>
internal static class GraphCleaning
{
    internal static void Apply(GraphProto graph)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { OnnxExporter.OutputName };
        var kept = new List<NodeProto>();
        foreach (var node in graph.Node.Reverse())
        {
            if (node.Output.Any(needed.Contains))
            {
                kept.Add(node);
                needed.UnionWith(node.Input);
            }
        }

        kept.Reverse();
        graph.Node.Clear();
        graph.Node.Add(kept);
        var constants = graph.Initializer.Where(tensor => needed.Contains(tensor.Name)).ToArray();
        graph.Initializer.Clear();
        graph.Initializer.Add(constants);
    }
}
