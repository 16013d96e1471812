using System.Text.Json;
using System.Text.Json.Nodes;

namespace Espalier.Spaces;

/// <summary>Genotypes that are one text each, alone or in JSON: <c>{"space":"NAME","KEY":"TEXT"}</c>.</summary>
/// <param name="space">The space's name.</param>
/// <param name="key">What the text stands under.</param>
/// <param name="example">How to mend what is none.</param>
internal sealed class WrappedText(string space, string key, string example)
{
    /// <summary>The text, without white space around it.</summary>
    /// <param name="text">It, or the JSON around it.</param>
    /// <param name="where">What to call it in a message.</param>
    /// <exception cref="InvalidInputException">It is JSON of another form or of another space.</exception>
    internal string Read(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(where);
        return (text.AsSpan().Trim() is ['{', ..] ? Unwrapped(text, where) : text).Trim();
    }

    /// <summary>What is wrong with it.</summary>
    internal InvalidInputException Fault(string where, string what) => new(where, what, example);

    private string Unwrapped(string text, string where)
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

        if (read.Count != 2 || TextOf(read["space"]) is not { } found || TextOf(read[key]) is not { } inside)
        {
            throw Fault(where, $"it has other keys than the texts space and {key}");
        }

        return found == space
            ? inside
            : throw new InvalidInputException(
                where, $"the space is '{InvalidInputException.Shown(found)}'", $"give a genotype of the space '{space}'");
    }

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
