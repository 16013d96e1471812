using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;
using Espalier.Kernels.Stages;

namespace Espalier.Kernels.Cells;

/// <summary>
/// A choice of one stage or two. What stands before each batch norm is kept for the way back; all else is computed again.
/// </summary>
internal sealed unsafe class StagesPass : ChoicePass
{
    private readonly StagesChoice choice;
    private readonly RowKernels rows;
    private readonly FusedNorm[] norms;
    private readonly Stage[] stages;
    private readonly Maps[] before;
    private readonly int samples;
    private readonly SampleLoop loop;
    private ChannelMoments[] moments = [];
    private ChannelProducts[] products = [];
    private ChunkSums[] sums = [];
    private Maps? between;

    internal StagesPass(StagesChoice choice, FusedNorm[] norms, RowKernels rows, Maps input, SampleLoop loop, int border)
    {
        (this.choice, this.norms, this.rows, this.loop, samples) = (choice, norms, rows, loop, input.Samples);
        stages = new Stage[choice.Stages.Count];
        var (height, width) = (input.Height, input.Width);
        for (var i = 0; i < stages.Length; i++)
        {
            stages[i] = new Stage(choice.Stages[i], rows, height, width, i == 0 ? border : choice.Stages[i].Border);
            (height, width) = (stages[i].Height, stages[i].Width);
        }

        before = new Maps[stages.Length];
    }

    internal override int Stages => stages.Length;

    internal override bool ReadsPixels => stages.Length == 1 && stages[0].ReadsPixels;

    internal override nint ScratchSize => stages.Max(stage => stage.ScratchSize)
        + Frame.Size(stages[0].Height, stages[0].Width, stages[0].Outputs, choice.Stages[^1].Border) + (4 * stages[0].Outputs);

    internal override IEnumerable<Maps> Kept => before;

    private Maps Last => before[^1];

    private FusedNorm LastNorm => norms[^1];

    internal override void Restore(IEnumerator<Maps> kept)
    {
        for (var i = 0; i < before.Length; i++)
        {
            kept.MoveNext();
            before[i] = kept.Current;
        }
    }

    internal override void Begin(bool again)
    {
        for (var i = 0; i < before.Length; i++)
        {
            before[i] = Maps.Empty(samples, stages[i].Height, stages[i].Width, stages[i].Outputs);
        }

        moments = again ? [] : NewMoments();
    }

    internal override void First(in EdgePiece at) =>
        stages[0].Forward(at.Active, at.Rows, before[0].Sample(at.Sample), Moments(0, at.Chunk), at.Scratch);

    internal override void FinishFirst()
    {
        Finish(0);
        moments = NewMoments();
    }

    internal override void Second(in EdgePiece at)
    {
        var mark = at.Scratch.Mark;
        stages[1].Forward(Between(at), at.Rows, before[1].Sample(at.Sample), Moments(1, at.Chunk), at.Scratch);
        at.Scratch.Back(mark);
    }

    internal override void FinishSecond() => Finish(1);

    internal override void Output(in EdgePiece at, in Band band, float* target, bool adds) =>
        rows.Scale(target, At(at, band), LastNorm.First, LastNorm.Constant, band.Pixels, Last.Channels, adds);

    internal override bool Gathers(bool wantsShare, bool wantsWeights) =>
        wantsShare || LastNorm.UsesBatch || (wantsWeights && LastNorm.IsAffine);

    internal override void BeginBack()
    {
        products = NewProducts();
        between = Stages > 1 ? Maps.Empty(samples, before[0].Height, before[0].Width, before[0].Channels) : null;
    }

    internal override void Gather(in EdgePiece at, in Band band, float* gradient) =>
        rows.Gather(gradient, At(at, band), LastNorm.Mean, band.Pixels, Last.Channels, products[at.Chunk], at.Scratch);

    internal override double FinishGather()
    {
        var sum = products.Sum();
        LastNorm.PrepareBackward(sum, Share);
        products = NewProducts();
        return LastNorm.FactorGradient(sum);
    }

    internal override void SecondBack(in EdgePiece at, float* gradient)
    {
        var mark = at.Scratch.Mark;
        var through = new NormGradient(LastNorm, gradient, before[1].Sample(at.Sample));
        var target = between!.Sample(at.Sample);
        stages[1].Backward(sums.Length == 0 ? default : Between(at), at.Rows, through, target, adds: false, Sums(1, at.Chunk), at.Scratch);
        var first = before[0].Sample(at.Sample);
        for (var row = at.Rows.Begin; row < at.Rows.End; row++)
        {
            var from = row * (nint)between.Width * between.Channels;
            rows.GateScaled(target + from, target + from, first + from, norms[0].Scale, norms[0].Shift, between.Width, between.Channels);
            rows.Gather(
                target + from, first + from, norms[0].Mean, between.Width, between.Channels, products[at.Chunk], at.Scratch);
        }

        at.Scratch.Back(mark);
    }

    internal override void FinishSecondBack() => norms[0].PrepareBackward(products.Sum(), 1);

    internal override void FirstBack(in EdgePiece at, float* gradient, float* active, bool adds, float* input)
    {
        if (active is null && sums.Length == 0)
        {
            return;
        }

        var through = new NormGradient(norms[0], between is null ? gradient : between.Sample(at.Sample), before[0].Sample(at.Sample));
        stages[0].Backward(at.Active, at.Rows, through, active, adds, Sums(0, at.Chunk), at.Scratch, ReadsPixels ? at.Input : null);
    }

    internal override void WantWeights() => sums = Array.ConvertAll(stages, stage => new ChunkSums(loop, stage));

    internal override IEnumerable<Tensor> WeightGradients() =>
        sums.Zip(norms, (sum, norm) => sum.ToTensors().Concat(norm.AffineGradients())).SelectMany(gradients => gradients);

    public override void Dispose()
    {
        Array.ForEach(stages, stage => stage.Dispose());
        Array.ForEach(sums, sum => sum.Dispose());
    }

    private Frame Between(in EdgePiece at)
    {
        var border = choice.Stages[1].Border;
        return Frame.OfNormRelu(before[0], at.Sample, at.Rows.Wider(border, before[0].Height), norms[0], border, rows, at.Scratch);
    }

    private ChannelMoments[] NewMoments() => Gathering.Per(loop, () => new ChannelMoments(stages[0].Outputs));

    private ChannelProducts[] NewProducts() => Gathering.Per(loop, () => new ChannelProducts(stages[0].Outputs));

    private ChannelMoments? Moments(int stage, int chunk) => moments.Length > 0 && norms[stage].UsesBatch ? moments[chunk] : null;

    private StageSums? Sums(int stage, int chunk) => sums.Length == 0 ? null : sums[stage][chunk];

    private void Finish(int stage)
    {
        if (norms[stage].UsesBatch)
        {
            norms[stage].Finish(moments.Sum());
        }

        if (stage == norms.Length - 1)
        {
            norms[stage].PrepareForward(Share);
        }
    }

    private float* At(in EdgePiece at, in Band band) => Last.Sample(at.Sample) + (band.FirstPixel * (nint)Last.Channels);
}
