using Espalier.Kernels.Memory;
using Espalier.Kernels.Norms;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Mixed;

/// <summary>The choice that gives back its input.</summary>
internal sealed unsafe class IdentityPass : ChoicePass
{
    private readonly RowKernels rows;
    private readonly Maps input;
    private readonly ChannelProducts[] products;
    private readonly NativeArray<float> numbers;

    internal IdentityPass(RowKernels rows, Maps input)
    {
        (this.rows, this.input) = (rows, input);
        products = Gathering.Per(input.Samples, () => new ChannelProducts(input.Channels));
        numbers = new(2 * (nint)input.Channels);
    }

    internal override nint ScratchSize => 2 * input.Channels;

    private float* Zeros => numbers.Data;

    private float* Shares => numbers.Data + input.Channels;

    internal override void First(in EdgeSample at)
    {
    }

    internal override void FinishFirst() => SetShares();

    internal override void Output(in EdgeSample at, in Band band, float* target, bool adds) =>
        rows.Scale(target, At(at, band), Shares, Zeros, band.Pixels, input.Channels, adds);

    internal override void Gather(in EdgeSample at, in Band band, float* gradient) =>
        rows.Gather(gradient, At(at, band), Zeros, band.Pixels, input.Channels, products[at.Chunk], at.Scratch);

    internal override double FinishGather()
    {
        SetShares();
        var sum = products.Sum();
        return Enumerable.Range(0, input.Channels).Sum(sum.Product);
    }

    internal override void FirstBack(in EdgeSample at, float* gradient, float* active, bool adds, float* input)
    {
        if (input is not null)
        {
            rows.Scale(input, gradient, Shares, Zeros, this.input.Pixels, this.input.Channels, adds: true);
        }
    }

    public override void Dispose() => numbers.Dispose();

    private float* At(in EdgeSample at, in Band band) => at.Input + (band.FirstPixel * (nint)input.Channels);

    private void SetShares() => new Span<float>(Shares, input.Channels).Fill((float)Share);
}
