namespace Espalier.Spaces.NasBench201.Blocks;

/// <summary>
/// What stands between two stages: halves the size and doubles the channels by two 3x3 convolutions, beside a 2x2 average and a 1x1
/// convolution.
/// </summary>
/// <remarks>
/// Departure: maps of odd size get a row and a column of zeros before they are averaged, so that both branches agree. The original
/// fails there.
/// </remarks>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly ConvNorm first;
    private readonly ConvNorm second;
    private readonly Conv2d shortcut;

    internal ResidualBlock(int channels, int outputs)
        : base(nameof(ResidualBlock))
    {
        first = new ConvNorm(channels, outputs, 3, 2, affine: true);
        second = new ConvNorm(outputs, outputs, 3, 1, affine: true);
        shortcut = Conv2d(channels, outputs, 1, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var (height, width) = (input.size(2) % 2, input.size(3) % 2);
        var even = height + width == 0 ? input : functional.pad(input, [0, width, 0, height]);
        return shortcut.call(functional.avg_pool2d(even, 2)) + second.call(first.call(input));
    }
}
