using System.Text.Json;
using System.Text.Json.Nodes;

namespace Espalier.Spaces.HyperCuboid;

/// <summary>Reads a path: <c>{"space":"hyper-cuboid","widths":[1,2,2,...],"operations":["sep_conv_3x3",...]}</c>, each key once, no others.</summary>
public static class HyperCuboidText
{
    private static readonly string[] Keys = ["space", "widths", "operations"];

    /// <summary>Reads one genotype and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">What to call the text in a message.</param>
    /// <param name="shape">The grid that it is to be a path of.</param>
    /// <exception cref="InvalidInputException">It is none; the message names the fault and the mend.</exception>
    public static HyperCuboidGenotype Parse(string text, string where, HyperCuboidShape shape)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(shape);
        var read = Read(text, where, shape);
        if (read.Select(pair => pair.Key).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
        {
            throw Fault(where, $"unknown key '{InvalidInputException.Shown(unknown)}'", shape);
        }

        if (TextOf(read["space"]) is not { } space)
        {
            throw Fault(where, "it does not name its space", shape);
        }

        if (space != HyperCuboidGenotype.SpaceName)
        {
            throw new InvalidInputException(
                where, $"the space is '{InvalidInputException.Shown(space)}'", $"give a genotype of the space '{HyperCuboidGenotype.SpaceName}'");
        }

        var widths = List(read, "widths", shape.Steps + 1, where, shape).Select((node, i) => Width(node, i, where, shape)).ToArray();
        return new(widths, List(read, "operations", shape.Steps, where, shape).Select((node, i) => Operation(node, i, where)).ToArray());
    }

    private static JsonObject Read(string text, string where, HyperCuboidShape shape)
    {
        try
        {
            var read = JsonNode.Parse(text) as JsonObject ?? throw Fault(where, "it is no JSON object", shape);

            // Doubled keys are found out only when one is asked for.
            _ = read.Count;
            return read;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw Fault(where, "it is no JSON object with each key once", shape);
        }
    }

    private static JsonArray List(JsonObject read, string key, int count, string where, HyperCuboidShape shape) =>
        read[key] is JsonArray list && list.Count == count ? list : throw Fault(where, $"'{key}' is no list of {count}", shape);

    private static int Width(JsonNode? node, int place, string where, HyperCuboidShape shape) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var width) && shape.PlaceOf(width) >= 0
            ? width
            : throw new InvalidInputException(
                where, $"width {place} is {InvalidInputException.Shown(node?.ToJsonString() ?? "null")}", $"give one of {string.Join(", ", shape.Widths)}");

    private static string Operation(JsonNode? node, int place, string where) =>
        TextOf(node) is { } operation && HyperCuboidShape.Primitives.Contains(operation)
            ? operation
            : throw new InvalidInputException(
                where,
                $"operation {place} is {InvalidInputException.Shown(node?.ToJsonString() ?? "null")}",
                $"give one of {string.Join(", ", HyperCuboidShape.Primitives)}");

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static InvalidInputException Fault(string where, string what, HyperCuboidShape shape) => new(
        where,
        what,
        $"write {{\"space\":\"{HyperCuboidGenotype.SpaceName}\",\"widths\":[{shape.Steps + 1} of {string.Join(", ", shape.Widths)}],"
        + $"\"operations\":[{shape.Steps} of {string.Join(", ", HyperCuboidShape.Primitives)}]}}");
}
