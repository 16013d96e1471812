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

    internal override nint ScratchSize => pool.ScratchSize + pool.BetweenSize + (2 * pool.Size) + (4 * channels);

    private int Pixels => pool.Height * pool.Width;

    internal override void Begin() => moments = Gathering.Per(samples, () => new ChannelMoments(channels));

    internal override void First(in EdgeSample at)
    {
        var mark = at.Scratch.Mark;
        rows.Gather(Pooled(at, out _), Pixels, channels, moments[at.Chunk], at.Scratch);
        at.Scratch.Back(mark);
    }

    internal override void FinishFirst()
    {
        norm.Finish(moments.Sum());
        norm.PrepareForward(Share);
    }

    internal override void AddOutput(in EdgeSample at, float* target)
    {
        var mark = at.Scratch.Mark;
        rows.AddScaled(target, Pooled(at, out _), norm.First, norm.Constant, Pixels, channels);
        at.Scratch.Back(mark);
    }

    internal override void BeginBack() => products = Gathering.Per(samples, () => new ChannelProducts(channels));

    internal override void Gather(in EdgeSample at, float* gradient)
    {
        var mark = at.Scratch.Mark;
        rows.Gather(gradient, Pooled(at, out _), norm.Mean, Pixels, channels, products[at.Chunk], at.Scratch);
        at.Scratch.Back(mark);
    }

    internal override double FinishGather()
    {
        var sum = products.Sum();
        norm.PrepareBackward(sum, Share);
        return norm.FactorGradient(sum);
    }

    internal override void FirstBack(in EdgeSample at, float* gradient, float* active, float* input)
    {
        if (input is null)
        {
            return;
        }

        var mark = at.Scratch.Mark;
        var pooled = Pooled(at, out var between);
        var through = at.Scratch.Take(pool.Size);
        rows.Mix(through, gradient, norm.First, pooled, norm.Second, norm.Constant, Pixels, channels);
        pool.Backward(at.Input, between, pooled, through, input, at.Scratch);
        at.Scratch.Back(mark);
    }

    private float* Pooled(in EdgeSample at, out float* between)
    {
        between = at.Scratch.Take(pool.BetweenSize);
        var pooled = at.Scratch.Take(pool.Size);
        pool.Forward(at.Input, between, pooled, at.Scratch);
        return pooled;
    }
}
