namespace Espalier.Kernels.Cells;

/// <summary>
/// A cell in terms that kernels know: nodes sum their edges, an edge mixes its choices or has but one, the output is nodes side by side.
/// </summary>
internal sealed class FusedCellPlan
{
    /// <summary>A cell.</summary>
    /// <param name="channels">Channels of every node.</param>
    /// <param name="columns">Columns of the mixture: all choices of an edge, those that give zeros included.</param>
    /// <param name="inputs">What brings the cell's two inputs to its width and size.</param>
    /// <param name="edges">The edges, those of a node one after the other, nodes in their order.</param>
    /// <param name="outputs">The nodes, from 0, that stand side by side in what comes out.</param>
    /// <param name="memory">What is kept for the way back.</param>
    internal FusedCellPlan(
        int channels,
        int columns,
        IReadOnlyList<ChoiceParts> inputs,
        IReadOnlyList<FusedEdgePlan> edges,
        IReadOnlyList<int> outputs,
        MemoryUse memory)
    {
        (Channels, Columns, Inputs, Outputs, Memory) = (channels, columns, inputs, outputs, memory);
        Edges = [.. inputs.Select((input, i) => new FusedEdgePlan(i - 2, i - 2, [(0, input)])), .. edges];
        var choices = Edges.SelectMany(edge => edge.Choices).Select(choice => choice.Parts).ToArray();
        Weights = [.. choices.SelectMany(choice => choice.Weights)];
        IsKnown = edges.All(edge => edge.Choices.Count > 0 && edge.Choices.All(choice => choice.Parts.Inputs(channels) == channels))
            && Array.TrueForAll(choices, choice => choice.IsKnown(channels))
            && Enumerable.Range(0, States - InputEdges).All(state => outputs.Contains(state - 2) || edges.Any(edge => edge.Source == state));
    }

    /// <summary>Channels of every node.</summary>
    internal int Channels { get; }

    /// <summary>Columns of the mixture.</summary>
    internal int Columns { get; }

    /// <summary>What brings the inputs to the cell's width and size.</summary>
    internal IReadOnlyList<ChoiceParts> Inputs { get; }

    /// <summary>The edges, those from the inputs as they come first.</summary>
    internal IReadOnlyList<FusedEdgePlan> Edges { get; }

    /// <summary>The nodes that stand side by side in what comes out.</summary>
    internal IReadOnlyList<int> Outputs { get; }

    /// <summary>What is kept for the way back.</summary>
    internal MemoryUse Memory { get; }

    /// <summary>Edges that bring the inputs to the cell's width; they stand before all others and have no row in the mixture.</summary>
    internal int InputEdges => Inputs.Count;

    /// <summary>Every weight of every choice, in the order in which gradients come back.</summary>
    internal IReadOnlyList<Parameter> Weights { get; }

    /// <summary>The number of states: the inputs as they come, the inputs at the cell's width, the nodes.</summary>
    internal int States => Edges[^1].To + 1;

    /// <summary>
    /// Whether the kernels compute all of it: one width, known layers, and nothing that leads nowhere, whose weights have no gradient.
    /// </summary>
    internal bool IsKnown { get; }
}

/// <summary>
/// An edge of such a cell. Its states are, by place: the two inputs as they come, the two at the cell's width, the nodes.
/// </summary>
/// <param name="Node">The node it ends in, from 0; -2 and -1 for the inputs at the cell's width.</param>
/// <param name="Source">
/// Where it starts: 0 and 1 are the cell's inputs at its width, 2 and on its nodes; -2 and -1 the inputs as they come.
/// </param>
/// <param name="Choices">Its choices with their columns in the mixture.</param>
internal sealed record FusedEdgePlan(int Node, int Source, IReadOnlyList<(int Column, ChoiceParts Parts)> Choices)
{
    /// <summary>The place of the first node.</summary>
    internal const int FirstNode = 4;

    /// <summary>How many convolution stages its choices have together.</summary>
    internal int Stages { get; } = Choices.Sum(choice => (choice.Parts as StagesChoice)?.Stages.Count ?? 0);

    /// <summary>The place of the state it starts at.</summary>
    internal int From => Source + 2;

    /// <summary>The place of the state it ends in.</summary>
    internal int To => Node + FirstNode;

    /// <summary>Whether it alone reads an input, and only through stages, so that its gradient need not be added to anything.</summary>
    internal bool IsInput => Source < 0 && Choices is [(_, StagesChoice)];

    /// <summary>The step between the pixels of its source that its node has.</summary>
    internal int Stride { get; } = Choices.Max(choice => choice.Parts.Stride);

    /// <summary>The widest border that their windows need.</summary>
    internal int Border { get; } = Choices.Max(choice => (choice.Parts as StagesChoice)?.Stages[0].Border ?? 0);
}
