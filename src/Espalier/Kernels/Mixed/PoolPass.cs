using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Pooling;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Mixed;

/// <summary>A pooling and its batch norm. Pooling again is cheaper than keeping what came out.</summary>
internal sealed unsafe class PoolPass : ChoicePass
{
    private readonly FusedNorm norm;
    private readonly RowKernels rows;
    private readonly Pool3x3 pool;
    private readonly int samples;
    private readonly int channels;
    private ChannelMoments[] moments = [];
    private ChannelProducts[] products = [];

    internal PoolPass(PoolChoice choice, FusedNorm norm, RowKernels rows, Maps input)
    {
        (this.norm, this.rows, samples, channels) = (norm, rows, input.Samples, input.Channels);
        pool = choice.Maximum
            ? new MaxPool3x3(rows, input.Height, input.Width, channels, choice.Stride)
            : new AvgPool3x3(rows, input.Height, input.Width, channels, choice.Stride);
    }

    internal override nint ScratchSize => pool.ScratchSize + (2 * pool.Size) + (4 * channels);

    private int Pixels => pool.Height * pool.Width;

    internal override void Begin() => moments = Gathering.Per(samples, () => new ChannelMoments(channels));

    internal override void First(in EdgeSample at)
    {
        var mark = at.Scratch.Mark;
        var pooled = at.Scratch.Take(pool.RowSize);
        var (mean, squares) = ((nint)at.Scratch.Take(channels), (nint)at.Scratch.Take(channels));
        for (var row = 0; row < pool.Height; row++)
        {
            pool.Forward(at.Input, pooled, row, 1);
            rows.Moments(pooled, pool.Width, channels, (float*)mean, (float*)squares);
            moments[at.Chunk].Add((float*)mean, (float*)squares, pool.Width);
        }

        at.Scratch.Back(mark);
    }

    internal override void FinishFirst()
    {
        norm.Finish(moments.Sum());
        norm.PrepareForward(Share);
    }

    internal override void Output(in EdgeSample at, in Band band, float* target, bool adds)
    {
        var mark = at.Scratch.Mark;
        rows.Scale(target, Pooled(at, band), norm.First, norm.Constant, band.Pixels, channels, adds);
        at.Scratch.Back(mark);
    }

    internal override void BeginBack() => products = Gathering.Per(samples, () => new ChannelProducts(channels));

    internal override void Gather(in EdgeSample at, in Band band, float* gradient)
    {
        var mark = at.Scratch.Mark;
        rows.Gather(gradient, Pooled(at, band), norm.Mean, band.Pixels, channels, products[at.Chunk], at.Scratch);
        at.Scratch.Back(mark);
    }

    internal override double FinishGather()
    {
        var sum = products.Sum();
        norm.PrepareBackward(sum, Share);
        return norm.FactorGradient(sum);
    }

    internal override void FirstBack(in EdgeSample at, float* gradient, float* active, bool adds, float* input)
    {
        if (input is null)
        {
            return;
        }

        var mark = at.Scratch.Mark;
        var pooled = at.Scratch.Take(pool.Size);
        pool.Forward(at.Input, pooled, 0, pool.Height);
        var through = at.Scratch.Take(pool.Size);
        rows.Mix(through, gradient, norm.First, pooled, norm.Second, norm.Constant, Pixels, channels);
        pool.Backward(at.Input, pooled, through, input, at.Scratch);
        at.Scratch.Back(mark);
    }

    public override void Dispose() => pool.Dispose();

    private float* Pooled(in EdgeSample at, in Band band)
    {
        var pooled = at.Scratch.Take(band.Rows * (nint)pool.RowSize);
        pool.Forward(at.Input, pooled, band.First, band.Rows);
        return pooled;
    }
}
