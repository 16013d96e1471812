namespace Espalier.Spaces.Darts;

/// <summary>What makes the description of one cell legal; shared by the constructor and the parser, which adds positions.</summary>
internal static class DartsGenotypeRules
{
    internal const int EdgesPerNode = 2;

    /// <summary>The first two indices of a cell are its inputs: the outputs of the two cells before it.</summary>
    internal const int CellInputs = 2;

    /// <summary>The first thing that is wrong with a cell, or null.</summary>
    internal static DartsCellFault? FirstFault(
        DartsChoices choices, IReadOnlyList<(string Operation, int Input)> edges, IReadOnlyList<int> concat) =>
        EdgeFault(choices, edges) ?? ConcatFault(concat, edges.Count / EdgesPerNode);

    private static DartsCellFault? EdgeFault(DartsChoices choices, IReadOnlyList<(string Operation, int Input)> edges)
    {
        if (edges.Count == 0 || edges.Count % EdgesPerNode != 0)
        {
            return new(DartsCellPart.Edges, null, $"{edges.Count} edges", "give 2 edges for each node, and at least one node");
        }

        for (var index = 0; index < edges.Count; index++)
        {
            var (operation, input) = edges[index];
            var node = index / EdgesPerNode;
            if (choices.IndexOf(operation) < 0)
            {
                var nearest = choices.Nearest(operation);
                var known = string.Join(", ", choices.All);
                var mend = $"did you mean '{nearest}'? Known operations: {known}";
                return new(DartsCellPart.Edges, index, $"unknown operation '{Quotable(operation)}'", mend);
            }

            if (input < 0 || input > node + 1)
            {
                return new(DartsCellPart.Edges, index, $"node {node} cannot take input {input}", $"use an input from 0 to {node + 1}");
            }

            if (index % EdgesPerNode == 1 && input == edges[index - 1].Input)
            {
                return new(DartsCellPart.Edges, index, $"both edges of node {node} come from input {input}", "use two different inputs");
            }
        }

        return null;
    }

    private static DartsCellFault? ConcatFault(IReadOnlyList<int> concat, int nodes)
    {
        if (concat.Count == 0)
        {
            return new(DartsCellPart.Concat, null, "no node is concatenated", $"list at least one node from {CellInputs} to {nodes + 1}");
        }

        var seen = new HashSet<int>();
        for (var index = 0; index < concat.Count; index++)
        {
            var node = concat[index];
            if (node < CellInputs || node > nodes + 1)
            {
                return new(DartsCellPart.Concat, index, $"{node} is not a node of the cell", $"use nodes from {CellInputs} to {nodes + 1}");
            }

            if (!seen.Add(node))
            {
                return new(DartsCellPart.Concat, index, $"node {node} is concatenated twice", "list each node once");
            }
        }

        return null;
    }

    /// <summary>Foreign text made fit for a one-line message: short and without control characters.</summary>
    internal static string Quotable(string text)
    {
        const int Longest = 40;
        var shown = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "...");
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                span[index] = IsPlain(source[index]) ? source[index] : '?';
            }
        });
    }

    // U+2028 and U+2029 break lines too, and half a surrogate pair cannot be written as UTF-8.
    private static bool IsPlain(char symbol) =>
        !char.IsControl(symbol) && !char.IsSurrogate(symbol) && symbol is not ('\u2028' or '\u2029');
}

/// <summary>Which list of a cell a fault is in.</summary>
internal enum DartsCellPart
{
    /// <summary>The edges.</summary>
    Edges,

    /// <summary>The concatenated nodes.</summary>
    Concat,
}

/// <summary>One fault of a cell: in which list, at which entry (null: the whole list), what it is and how to mend it.</summary>
internal readonly record struct DartsCellFault(DartsCellPart Part, int? Index, string What, string Mend);
