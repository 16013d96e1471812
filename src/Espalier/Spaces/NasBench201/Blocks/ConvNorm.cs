namespace Espalier.Spaces.NasBench201.Blocks;

/// <summary>ReLU, convolution without bias, batch norm: NAS-Bench-201's <c>nor_conv</c> operations and the halves of its residual block.</summary>
internal sealed class ConvNorm : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> relu = ReLU();
    private readonly Conv2d convolution;
    private readonly BatchNorm2d norm;

    internal ConvNorm(int channels, int outputs, int kernel, int stride, bool affine)
        : base(nameof(ConvNorm))
    {
        convolution = Conv2d(channels, outputs, kernel, stride, padding: kernel / 2, bias: false);
        norm = BatchNorm2d(outputs, affine: affine);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => norm.call(convolution.call(relu.call(input)));
}
