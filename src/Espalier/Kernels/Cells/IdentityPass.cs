using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>The choice that gives back its input.</summary>
internal sealed unsafe class IdentityPass(FusedNorm none, RowKernels rows, int pixels) : SingleNormPass(none, rows)
{
    internal override void FirstBack(in EdgeSample at, float* gradient, float* active, bool adds, float* input)
    {
        if (input is not null)
        {
            Norm.GoBack(Rows, input, gradient, at.Input, pixels, adds: true);
        }
    }

    protected override float* Values(in EdgeSample at, in Band band) => at.Input + (band.FirstPixel * (nint)Norm.Width);
}
