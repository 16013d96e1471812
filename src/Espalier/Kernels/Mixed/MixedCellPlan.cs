using Espalier.Kernels.Stages;

namespace Espalier.Kernels.Mixed;

/// <summary>A cell of mixed edges in terms that kernels know: nodes sum their edges, the output is all nodes side by side.</summary>
/// <param name="Channels">Channels of every node and of both inputs.</param>
/// <param name="Columns">Columns of the mixture: all choices of an edge, those that give zeros included.</param>
/// <param name="Edges">The edges, those of a node one after the other, nodes in their order.</param>
/// <param name="Memory">What is kept for the way back.</param>
public sealed record MixedCellPlan(int Channels, int Columns, IReadOnlyList<MixedEdgePlan> Edges, MemoryUse Memory)
{
    /// <summary>Every weight of every choice, in the order in which gradients come back.</summary>
    internal IEnumerable<Parameter> Weights => Stages.SelectMany(stage => stage.ConvolutionWeights);

    /// <summary>The number of nodes.</summary>
    internal int Nodes => Edges[^1].Node + 1;

    /// <summary>Whether the kernels compute all of it: batch norms without affine parameters, one width, known layers.</summary>
    internal bool IsKnown => Stages.All(stage => stage.IsKnown && stage.Inputs == Channels && stage.Outputs == Channels)
        && Norms.All(norm => norm.weight is null && norm.bias is null)
        && Edges.All(edge => edge.Choices.Count > 0);

    /// <summary>Whether every batch norm normalises by its batch.</summary>
    internal bool IsTraining => Norms.All(norm => norm.training);

    private IEnumerable<StageParts> Stages => Choices.OfType<StagesChoice>().SelectMany(choice => choice.Stages);

    private IEnumerable<BatchNorm2d> Norms =>
        Choices.OfType<PoolChoice>().Select(choice => choice.Norm).Concat(Stages.Select(stage => stage.Norm));

    private IEnumerable<ChoiceParts> Choices => Edges.SelectMany(edge => edge.Choices).Select(choice => choice.Parts);
}

/// <summary>An edge of such a cell.</summary>
/// <param name="Node">The node it ends in, from 0.</param>
/// <param name="Source">Where it starts: 0 and 1 are the cell's inputs, 2 and on its nodes.</param>
/// <param name="Choices">Its choices with their columns in the mixture.</param>
public sealed record MixedEdgePlan(int Node, int Source, IReadOnlyList<(int Column, ChoiceParts Parts)> Choices);
