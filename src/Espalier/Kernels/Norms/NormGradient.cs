using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Norms;

/// <summary>The gradient on the far side of a batch norm of one sample, computed a few pixels at a time where it is needed.</summary>
internal readonly unsafe ref struct NormGradient
{
    private readonly FusedNorm norm;
    private readonly float* gradient;
    private readonly float* values;

    /// <summary>A sample's gradient behind a batch norm that is prepared to go back.</summary>
    internal NormGradient(FusedNorm norm, float* gradient, float* values)
    {
        this.norm = norm;
        this.gradient = gradient;
        this.values = values;
    }

    /// <summary>Computes it for some pixels.</summary>
    internal void Read(RowKernels rows, float* target, int firstPixel, int pixels)
    {
        var from = (nint)firstPixel * norm.Width;
        norm.GoBack(rows, target, gradient + from, values + from, pixels, adds: false);
    }
}
