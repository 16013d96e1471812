using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Cells;

/// <summary>A choice without weights: values of the state, or of a pooling of it, through one batch norm or none.</summary>
internal abstract unsafe class SingleNormPass(FusedNorm norm, RowKernels rows, SampleLoop loop) : ChoicePass
{
    private ChannelProducts[] products = [];

    internal override nint ScratchSize => 2 * Norm.Width;

    protected FusedNorm Norm { get; } = norm;

    protected RowKernels Rows { get; } = rows;

    internal override void FinishFirst() => Norm.PrepareForward(Share);

    internal override void Output(in EdgePiece at, in Band band, float* target, bool adds)
    {
        var mark = at.Scratch.Mark;
        Rows.Scale(target, Values(at, band), Norm.First, Norm.Constant, band.Pixels, Norm.Width, adds);
        at.Scratch.Back(mark);
    }

    internal override bool Gathers(bool wantsShare, bool wantsWeights) => wantsShare || Norm.UsesBatch;

    internal override void BeginBack() => products = Gathering.Per(loop, () => new ChannelProducts(Norm.Width));

    internal override void Gather(in EdgePiece at, in Band band, float* gradient)
    {
        var mark = at.Scratch.Mark;
        Rows.Gather(gradient, Values(at, band), Norm.Mean, band.Pixels, Norm.Width, products[at.Chunk], at.Scratch);
        at.Scratch.Back(mark);
    }

    internal override double FinishGather()
    {
        var sum = products.Sum();
        Norm.PrepareBackward(sum, Share);
        return Norm.FactorGradient(sum);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    /// <summary>Some rows of the values, where they are or in scratch.</summary>
    protected abstract float* Values(in EdgePiece at, in Band band);
}
