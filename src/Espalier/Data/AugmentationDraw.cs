namespace Espalier.Data;

/// <summary>The changes drawn for one image.</summary>
public readonly record struct AugmentationDraw
{
    /// <summary>Pixels by which the window moves down: output row <c>y</c> shows row <c>y + ShiftY</c>, black outside.</summary>
    public int ShiftY { get; init; }

    /// <summary>Pixels by which the window moves right: column <c>x</c> shows column <c>x + ShiftX</c>, before any flip.</summary>
    public int ShiftX { get; init; }

    /// <summary>Whether the window is mirrored left to right.</summary>
    public bool Flip { get; init; }

    /// <summary>The output row of the cutout's centre; a square of side <c>k</c> begins <c>k / 2</c> above it.</summary>
    public int CutoutY { get; init; }

    /// <summary>The output column of the cutout's centre.</summary>
    public int CutoutX { get; init; }
}
