using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Frozen;

/// <summary>An edge that gives what it gets.</summary>
internal sealed unsafe class FrozenSkip(RowKernels rows, FrozenState from, FrozenState to) : FrozenEdge
{
    private readonly FusedNorm none = FusedNorm.None(from.Size.Channels, from.Size.Channels);

    internal override void Forward(in FrozenMemory memory) => Add(to.Values(memory), from.Values(memory));

    internal override void Backward(in FrozenMemory memory) => Add(from.Gradient(memory), to.Gradient(memory));

    private void Add(float* target, float* source) =>
        rows.Scale(target, source, none.Scale, none.Shift, from.Size.Pixels, from.Size.Channels, adds: true);
}
