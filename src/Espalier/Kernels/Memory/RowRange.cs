namespace Espalier.Kernels.Memory;

/// <summary>Some rows of a map.</summary>
/// <param name="Begin">The first of them.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct RowRange(int Begin, int End)
{
    /// <summary>How many there are.</summary>
    internal int Count => End - Begin;

    /// <summary>All rows of a map so high.</summary>
    internal static RowRange All(int height) => new(0, height);

    /// <summary>Whether a row is among them.</summary>
    internal bool Holds(int row) => row >= Begin && row < End;

    /// <summary>So many more on each side, as far as a map of a height has them.</summary>
    internal RowRange Wider(int rows, int height) => new(Math.Max(0, Begin - rows), Math.Min(height, End + rows));

    /// <summary>The rows of a map of a height that these come from, where every <paramref name="stride"/>-th has one.</summary>
    internal RowRange Under(int stride, int height) => new(Math.Min(Begin * stride, height), Math.Min(End * stride, height));
}
