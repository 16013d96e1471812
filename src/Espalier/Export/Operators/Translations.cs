using System.Reflection;
using Espalier.Export.Graphs;

namespace Espalier.Export.Operators;

/// <summary>The translations there are, discovered: a new one is known by existing.</summary>
internal static class Translations
{
    private static readonly Dictionary<string, ITranslation> Known = Discover();

    /// <summary>The operators that can be exported.</summary>
    internal static IReadOnlyCollection<string> Operators => Known.Keys;

    /// <summary>Adds what a call does to a graph. What does not depend on the network's input is left to be a constant.</summary>
    /// <exception cref="InvalidInputException">The call depends on the input and has no translation.</exception>
    internal static void Translate(OperatorCall operatorCall, GraphBuilder graph)
    {
        var call = new TracedCall(operatorCall);
        if (!call.Inputs.Any(graph.IsComputed))
        {
            return;
        }

        if (!Known.TryGetValue(operatorCall.Name, out var translation))
        {
            throw call.Refusal("has no translation into ONNX yet");
        }

        graph.Bind(call.Result, translation.Translate(call, graph));
    }

    private static Dictionary<string, ITranslation> Discover()
    {
        var known = new Dictionary<string, ITranslation>(StringComparer.Ordinal);
        var types = typeof(ITranslation).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(ITranslation)));
        foreach (var type in types)
        {
            var translation = (ITranslation)Activator.CreateInstance(type, nonPublic: true)!;
            foreach (var own in type.GetCustomAttributes<TranslatesAttribute>())
            {
                known.Add(own.Name, translation);
            }
        }

        return known;
    }
}
