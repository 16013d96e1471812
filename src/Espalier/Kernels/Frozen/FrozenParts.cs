using Espalier.Kernels.Cells;

namespace Espalier.Kernels.Frozen;

/// <summary>A network of cells in terms that kernels know.</summary>
internal sealed record FrozenParts
{
    /// <summary>Each plane's mean and deviation, which pixels are normalised by.</summary>
    internal required (float[] Mean, float[] Deviation) Statistics { get; init; }

    /// <summary>The first convolution.</summary>
    internal required Conv2d Stem { get; init; }

    /// <summary>The batch norm behind it.</summary>
    internal required BatchNorm2d StemNorm { get; init; }

    /// <summary>The cells, each of which reads what comes out of the two before it; the first two read the stem in place of those.</summary>
    internal required IReadOnlyList<FusedCellPlan> Cells { get; init; }

    /// <summary>What reads the means of the last cell's nodes.</summary>
    internal required Linear Classifier { get; init; }

    /// <summary>Planes, rows, and pixels of a row of an image.</summary>
    internal required (int Planes, int Height, int Width) Image { get; init; }
}
