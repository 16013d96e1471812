using System.Text.Json;
using System.Text.Json.Nodes;

namespace Espalier.Spaces.NasBenchMacro;

/// <summary>Reads a network in either notation: <c>22212220</c>, or <c>{"space":"nas-bench-macro","arch":"22212220"}</c>.</summary>
internal static class NasBenchMacroText
{
    private const string Example = "write eight digits, 0 identity, 1 mb3_k3, 2 mb6_k5: 22212220";

    /// <summary>Reads one genotype and nothing else.</summary>
    /// <exception cref="InvalidInputException">It is none; the message names the fault and the mend.</exception>
    internal static NasBenchMacroGenotype Parse(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(where);
        var arch = (text.AsSpan().Trim() is ['{', ..] ? Arch(text, where) : text).Trim();
        if (arch.Length != NasBenchMacroLayers.Count)
        {
            throw Fault(where, $"'{InvalidInputException.Shown(arch)}' is not of {NasBenchMacroLayers.Count} digits");
        }

        var wrong = arch.AsSpan().IndexOfAnyExceptInRange('0', (char)('0' + NasBenchMacroLayers.Blocks.Count - 1));
        return wrong < 0
            ? new NasBenchMacroGenotype(arch.Select(digit => digit - '0'))
            : throw Fault(where, $"layer {wrong + 1} is '{InvalidInputException.Shown(arch[wrong].ToString())}'");
    }

    private static string Arch(string text, string where)
    {
        JsonObject read;
        try
        {
            read = JsonNode.Parse(text) as JsonObject ?? throw Fault(where, "it is no JSON object");

            // Doubled keys are found out only when one is asked for.
            _ = read.Count;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw Fault(where, "it is no JSON object with each key once");
        }

        if (read.Count != 2 || TextOf(read["space"]) is not { } space || TextOf(read["arch"]) is not { } arch)
        {
            throw Fault(where, "it has other keys than the texts space and arch");
        }

        return space == NasBenchMacroGenotype.SpaceName
            ? arch
            : throw new InvalidInputException(
                where, $"the space is '{InvalidInputException.Shown(space)}'", $"give a genotype of the space '{NasBenchMacroGenotype.SpaceName}'");
    }

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static InvalidInputException Fault(string where, string what) => new(where, what, Example);
}
