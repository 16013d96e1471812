namespace Espalier.Spaces;

/// <summary>
/// A grid of hyper-parameters: between every two layers each pair of widths is joined by each primitive. Parts are built in search form.
/// </summary>
public interface IGridSpace : IPathSpace
{
    /// <summary>How many widths a layer's output may have.</summary>
    int Widths { get; }

    /// <summary>What each column of a relaxation joins.</summary>
    IReadOnlyList<GridStep> Steps { get; }

    /// <summary>What turns images into maps of a width, counted from 0.</summary>
    Module<Tensor, Tensor> BuildStem(int width, NetworkSettings settings);

    /// <summary>A column's operation in a kind.</summary>
    Module<Tensor, Tensor> BuildStep(int kind, int column, NetworkSettings settings);

    /// <summary>What brings the last maps of a width to the features that are classified.</summary>
    Module<Tensor, Tensor> BuildEnd(int width, NetworkSettings settings);

    /// <summary>How many features are classified.</summary>
    int Features(NetworkSettings settings);
}

/// <summary>One node of a grid.</summary>
/// <param name="From">The width of what goes in, counted from 0.</param>
/// <param name="To">The width of what comes out.</param>
/// <param name="Primitive">What it does.</param>
public readonly record struct GridStep(int From, int To, string Primitive);
