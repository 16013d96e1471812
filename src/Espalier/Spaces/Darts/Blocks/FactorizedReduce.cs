using Espalier.Kernels;
using Espalier.Kernels.Cells;

namespace Espalier.Spaces.Darts.Blocks;

/// <summary>
/// Halves the size without losing pixels: two strided 1x1 convolutions, the second shifted by one pixel each way, side by side.
/// </summary>
/// <remarks>
/// Departure: maps of odd size get a row and a column of zeros at the end of the shifted branch, so that both halves agree; for even
/// sizes that changes nothing. The original fails there. And where one channel is all that comes out, there is one convolution.
/// </remarks>
internal sealed class FactorizedReduce : Module<Tensor, Tensor>, IChoice
{
    private readonly Module<Tensor, Tensor> relu = ReLU();
    private readonly Conv2d even;
    private readonly Conv2d? shifted;
    private readonly BatchNorm2d norm;
    private readonly StagesChoice parts;
    private readonly KernelPath kernels;

    internal FactorizedReduce(int channels, int outputs, bool affine, KernelPath kernels)
        : base(nameof(FactorizedReduce))
    {
        this.kernels = kernels;
        even = Conv2d(channels, Math.Max(outputs / 2, 1), 1, stride: 2, bias: false);
        shifted = outputs > 1 ? Conv2d(channels, outputs - (outputs / 2), 1, stride: 2, bias: false) : null;
        norm = BatchNorm2d(outputs, affine: affine);
        parts = new([new(null, shifted is null ? [even] : [even, shifted], norm)]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public ChoiceParts Parts => parts;

    public override Tensor forward(Tensor input)
    {
        if (kernels == KernelPath.Fused && EdgeFunction.Handles(parts, input))
        {
            return EdgeFunction.Apply(parts, input);
        }

        var active = relu.call(input);
        if (shifted is null)
        {
            return norm.call(even.call(active));
        }

        var (height, width) = (active.size(2), active.size(3));
        var odd = height % 2 != 0 || width % 2 != 0;
        var padded = odd ? functional.pad(active, [0, width % 2, 0, height % 2]) : active;
        var moved = padded.narrow(2, 1, padded.size(2) - 1).narrow(3, 1, padded.size(3) - 1);
        return norm.call(cat([even.call(active), shifted.call(moved)], 1));
    }
}
