using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>The choice that gives back its input.</summary>
internal sealed unsafe class IdentityPass(FusedNorm none, RowKernels rows, int width, SampleLoop loop) : SingleNormPass(none, rows, loop)
{
    internal override void FirstBack(in EdgePiece at, float* gradient, float* active, bool adds, float* input)
    {
        if (input is not null)
        {
            var from = at.Rows.Begin * width * (nint)Norm.Width;
            Norm.GoBack(Rows, input + from, gradient + from, at.Input + from, at.Rows.Count * width, adds: true);
        }
    }

    protected override float* Values(in EdgePiece at, in Band band) => at.Input + (band.FirstPixel * (nint)Norm.Width);
}
