using Espalier.Kernels;

namespace Espalier.Spaces;

/// <summary>
/// A space of cells that repeat: what a weight-sharing network needs to know of it. Parts are built in search form: batch norm
/// without affine parameters, pooling followed by batch norm.
/// </summary>
public interface ICellSpace : IRelaxedSpace, IChoiceSpace
{
    /// <summary>How many inputs a cell has: 1, what comes before it, or 2, also what comes before that.</summary>
    int Inputs { get; }

    /// <summary>The nodes, from 0, that stand side by side in what comes out of a cell.</summary>
    IReadOnlyList<int> Outputs { get; }

    IReadOnlyList<int> IChoiceSpace.Choices => CellChoices.Of(this).Counts;

    int[] IChoiceSpace.Encode(Genotype genotype) => CellChoices.Of(this).Encode(genotype);

    Genotype IChoiceSpace.Decode(IReadOnlyList<int> values) => CellChoices.Of(this).Decode(values);

    /// <summary>The network's cells from first to last.</summary>
    IReadOnlyList<CellPlan> Plan(NetworkSettings settings);

    /// <summary>What turns images into the first cell's inputs.</summary>
    Module<Tensor, Tensor> BuildStem(NetworkSettings settings);

    /// <summary>What brings a cell's input to the cell's width, and to half its size where <paramref name="halve"/> says so.</summary>
    Module<Tensor, Tensor> BuildInput(int channels, int cellChannels, bool halve, KernelPath kernels);

    /// <summary>A part that is not searched, where the plan has one.</summary>
    Module<Tensor, Tensor> BuildFixed(CellPlan plan) => throw new NotSupportedException($"the space {Name} searches every cell");

    /// <summary>What stands between the last cell and the global average; by default nothing does.</summary>
    Module<Tensor, Tensor> BuildTail(int channels) => Identity();

    /// <summary>One choice of an edge, or null for the choice that gives zeros.</summary>
    Module<Tensor, Tensor>? BuildOperation(string operation, int channels, int stride, KernelPath kernels);
}

/// <summary>An edge of a cell.</summary>
/// <param name="Node">The intermediate node it ends in, from 0.</param>
/// <param name="Source">Where it starts: the cell's inputs come first, then its nodes.</param>
public readonly record struct CellEdge(int Node, int Source);

/// <summary>The place of one cell, or of a part that is not searched, in a network.</summary>
/// <param name="Kind">Its index in <see cref="IRelaxedSpace.CellKinds"/>, or <see cref="Fixed"/>.</param>
/// <param name="Before">Channels of the output of the last cell but one.</param>
/// <param name="Previous">Channels of the last cell's output.</param>
/// <param name="Channels">The cell's own width.</param>
/// <param name="Reduces">Whether its edges from inputs have stride 2.</param>
/// <param name="AfterReduction">Whether the last cell reduced, so that the one before it is twice as large.</param>
public readonly record struct CellPlan(int Kind, int Before, int Previous, int Channels, bool Reduces, bool AfterReduction)
{
    /// <summary>The kind of what is not searched.</summary>
    public const int Fixed = -1;

    /// <summary>Whether it is not searched.</summary>
    public bool IsFixed => Kind == Fixed;
}
