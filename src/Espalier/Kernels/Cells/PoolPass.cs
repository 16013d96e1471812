using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Pooling;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>A pooling and its batch norm, or none. Pooling again is cheaper than keeping what came out.</summary>
internal sealed unsafe class PoolPass : SingleNormPass
{
    private readonly Pool3x3 pool;
    private readonly ChannelMoments[] moments;

    internal PoolPass(PoolWindow window, FusedNorm norm, RowKernels rows, Maps input, SampleLoop loop)
        : base(norm, rows, loop)
    {
        pool = window.Maximum
            ? new MaxPool3x3(rows, input.Height, input.Width, input.Channels, window.Stride)
            : new AvgPool3x3(rows, input.Height, input.Width, input.Channels, window.Stride);
        moments = norm.UsesBatch ? Gathering.Per(loop, () => new ChannelMoments(input.Channels)) : [];
    }

    internal override bool HasFirst => moments.Length > 0;

    internal override nint ScratchSize => base.ScratchSize + pool.ScratchSize + (2 * pool.Size);

    internal override void First(in EdgePiece at)
    {
        var mark = at.Scratch.Mark;
        var count = Math.Clamp(EdgePass.BandNumbers / pool.RowSize, 1, pool.Height);
        var pooled = at.Scratch.Take(count * (nint)pool.RowSize);
        var (mean, squares) = ((nint)at.Scratch.Take(Norm.Width), (nint)at.Scratch.Take(Norm.Width));
        for (var row = at.Rows.Begin; row < at.Rows.End; row += count)
        {
            var height = Math.Min(count, at.Rows.End - row);
            pool.Forward(at.Input, pooled, row, height);
            Rows.Moments(pooled, height * pool.Width, Norm.Width, (float*)mean, (float*)squares);
            moments[at.Chunk].Add((float*)mean, (float*)squares, height * pool.Width);
        }

        at.Scratch.Back(mark);
    }

    internal override void FinishFirst()
    {
        if (moments.Length > 0)
        {
            Norm.Finish(moments.Sum());
        }

        base.FinishFirst();
    }

    internal override void FirstBack(in EdgePiece at, float* gradient, float* active, bool adds, float* input)
    {
        if (input is null)
        {
            return;
        }

        var mark = at.Scratch.Mark;
        var seeing = pool.Seeing(at.Rows);
        var from = seeing.Begin * (nint)pool.RowSize;
        var (pooled, through) = ((nint)at.Scratch.Take(pool.Size), (nint)at.Scratch.Take(pool.Size));
        pool.Forward(at.Input, (float*)pooled + from, seeing.Begin, seeing.Count);
        Norm.GoBack(Rows, (float*)through + from, gradient + from, (float*)pooled + from, seeing.Count * pool.Width, adds: false);
        pool.Backward(at.Input, at.Rows, (float*)pooled, (float*)through, input, at.Scratch);
        at.Scratch.Back(mark);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        pool.Dispose();
        base.Dispose();
    }

    protected override float* Values(in EdgePiece at, in Band band)
    {
        var pooled = at.Scratch.Take(band.Rows * (nint)pool.RowSize);
        pool.Forward(at.Input, pooled, band.First, band.Rows);
        return pooled;
    }
}
