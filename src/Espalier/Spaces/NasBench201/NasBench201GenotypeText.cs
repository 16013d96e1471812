namespace Espalier.Spaces.NasBench201;

/// <summary>
/// Reads a cell in either notation: <c>|nor_conv_3x3~0|+|none~0|skip_connect~1|+|...~0|...~1|...~2|</c>, or
/// <c>{"space":"nas-bench-201","cell":"|...|"}</c>.
/// </summary>
public static class NasBench201GenotypeText
{
    private static readonly WrappedText Notation = new(
        NasBench201Genotype.SpaceName, "cell", "write |nor_conv_3x3~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|");

    /// <summary>Reads one genotype and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">What to call the text in a message.</param>
    /// <exception cref="InvalidInputException">It is none; the message names the fault and the mend.</exception>
    public static NasBench201Genotype Parse(string text, string where)
    {
        var nodes = Notation.Read(text, where).Split('+');
        if (nodes.Length != NasBench201Genotype.Nodes)
        {
            throw Notation.Fault(where, $"it has {nodes.Length} nodes parted by '+' where a cell has {NasBench201Genotype.Nodes}");
        }

        return new NasBench201Genotype(nodes.SelectMany((node, i) => Node(node.Trim(), i, where)));
    }

    private static IEnumerable<string> Node(string text, int node, string where)
    {
        var edges = text is ['|', .., '|'] && text.Length > 1 ? text[1..^1].Split('|') : [];
        if (edges.Length != node + 1)
        {
            throw Notation.Fault(where, $"node {node + 1} has {edges.Length} edges between '|' where it has {node + 1}");
        }

        return edges.Select((edge, source) => Operation(edge, node, source, where));
    }

    private static string Operation(string edge, int node, int source, string where)
    {
        var parts = edge.Split('~');
        if (parts.Length != 2 || parts[1].Trim() != $"{source}")
        {
            throw Notation.Fault(where, $"edge {source} of node {node + 1} is '{InvalidInputException.Shown(edge)}' and ends not in '~{source}'");
        }

        var operation = parts[0].Trim();
        return NasBench201Operations.IndexOf(operation) >= 0
            ? operation
            : throw new InvalidInputException(
                where,
                $"'{InvalidInputException.Shown(operation)}' on edge {source} of node {node + 1} is no operation",
                $"give one of {string.Join(", ", NasBench201Operations.All)}");
    }
}
