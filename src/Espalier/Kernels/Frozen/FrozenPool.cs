using Espalier.Kernels.Cells;
using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Pooling;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Frozen;

/// <summary>A pooling and its batch norm, or none.</summary>
internal sealed unsafe class FrozenPool : FrozenEdge
{
    private readonly RowKernels rows;
    private readonly FrozenState from;
    private readonly FrozenState to;
    private readonly Pool3x3 pool;
    private readonly FusedNorm norm;
    private readonly NativeArray<float> nothing;
    private readonly MapPlace pooled;
    private readonly MapPlace through;

    internal FrozenPool(PoolChoice choice, RowKernels rows, FrozenLayout layout, FrozenState from, FrozenState to)
    {
        (this.rows, this.from, this.to) = (rows, from, to);
        var size = from.Size;
        norm = choice.Norm is null ? FusedNorm.None(size.Channels, size.Channels) : Settled(choice.Norm, size.Channels);
        nothing = new NativeArray<float>(size.Channels);
        pool = choice.Window.Maximum
            ? new MaxPool3x3(rows, size.Height, size.Width, size.Channels, choice.Window.Stride)
            : new AvgPool3x3(rows, size.Height, size.Width, size.Channels, choice.Window.Stride);
        pooled = layout.Work(pool.Height, pool.Width, size.Channels);
        through = layout.Work(pool.Height, pool.Width, size.Channels);
        to.AddBias(new(norm.Shift, norm.Width));
    }

    internal override void Forward(in FrozenMemory memory)
    {
        var values = Pooled(memory);
        rows.Scale(to.Values(memory), values, norm.Scale, nothing.Data, pooled.Pixels, pooled.Channels, adds: true);
    }

    internal override void Backward(in FrozenMemory memory)
    {
        var values = Pooled(memory);
        var gradient = memory.Work + through.Offset;
        rows.Scale(gradient, to.Gradient(memory), norm.Scale, nothing.Data, through.Pixels, through.Channels, adds: false);
        pool.Backward(
            from.Values(memory), RowRange.All(pool.Height), values, gradient, from.Gradient(memory), Scratch.Empty(pool.ScratchSize));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        pool.Dispose();
        nothing.Dispose();
        base.Dispose();
    }

    private float* Pooled(in FrozenMemory memory)
    {
        var values = memory.Work + pooled.Offset;
        pool.Forward(from.Values(memory), values, 0, pool.Height);
        return values;
    }
}
