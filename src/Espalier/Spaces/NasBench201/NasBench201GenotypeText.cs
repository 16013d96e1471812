using System.Text.Json;
using System.Text.Json.Nodes;

namespace Espalier.Spaces.NasBench201;

/// <summary>
/// Reads a cell in either notation: <c>|nor_conv_3x3~0|+|none~0|skip_connect~1|+|...~0|...~1|...~2|</c>, or
/// <c>{"space":"nas-bench-201","cell":"|...|"}</c>.
/// </summary>
public static class NasBench201GenotypeText
{
    private const string Example = "write |nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|";

    /// <summary>Reads one genotype and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">What to call the text in a message.</param>
    /// <exception cref="InvalidInputException">It is none; the message names the fault and the mend.</exception>
    public static NasBench201Genotype Parse(string text, string where)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(where);
        var cell = text.AsSpan().Trim() is ['{', ..] ? Cell(text, where) : text;
        var nodes = cell.Trim().Split('+');
        if (nodes.Length != NasBench201Genotype.Nodes)
        {
            throw Fault(where, $"it has {nodes.Length} nodes parted by '+' where a cell has {NasBench201Genotype.Nodes}");
        }

        return new NasBench201Genotype(nodes.SelectMany((node, i) => Node(node.Trim(), i, where)));
    }

    private static IEnumerable<string> Node(string text, int node, string where)
    {
        var edges = text is ['|', .., '|'] && text.Length > 1 ? text[1..^1].Split('|') : [];
        if (edges.Length != node + 1)
        {
            throw Fault(where, $"node {node + 1} has {edges.Length} edges between '|' where it has {node + 1}");
        }

        return edges.Select((edge, source) => Operation(edge, node, source, where));
    }

    private static string Operation(string edge, int node, int source, string where)
    {
        var parts = edge.Split('~');
        if (parts.Length != 2 || parts[1].Trim() != $"{source}")
        {
            throw Fault(where, $"edge {source} of node {node + 1} is '{InvalidInputException.Shown(edge)}' and ends not in '~{source}'");
        }

        var operation = parts[0].Trim();
        return NasBench201Operations.IndexOf(operation) >= 0
            ? operation
            : throw new InvalidInputException(
                where,
                $"'{InvalidInputException.Shown(operation)}' on edge {source} of node {node + 1} is no operation",
                $"give one of {string.Join(", ", NasBench201Operations.All)}");
    }

    private static string Cell(string text, string where)
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

        if (read.Count != 2 || !TryText(read, "space", out var space) || !TryText(read, "cell", out var cell))
        {
            throw Fault(where, "it has other keys than the texts space and cell");
        }

        return space == NasBench201Genotype.SpaceName
            ? cell
            : throw new InvalidInputException(
                where, $"the space is '{InvalidInputException.Shown(space)}'", $"give a genotype of the space '{NasBench201Genotype.SpaceName}'");
    }

    private static bool TryText(JsonObject read, string key, out string text)
    {
        text = string.Empty;
        return read[key] is JsonValue value && value.TryGetValue(out text!);
    }

    private static InvalidInputException Fault(string where, string what) => new(where, what, Example);
}
