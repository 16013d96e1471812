using Espalier.Kernels;
using Espalier.Spaces.Darts;
using Espalier.Spaces.Darts.Blocks;
using Espalier.Spaces.Sharp.Blocks;

namespace Espalier.Spaces.Sharp;

/// <summary>The nine operations an edge of a sharpDARTS cell chooses from.</summary>
/// <remarks>
/// Names and order are the default primitives of the authors' published code (<c>cnn/genotypes.py</c>: the 3x3 search space of dilation,
/// separable, flood and choke convolutions); there <c>none</c>, pooling and skips are DARTS', and all six convolutions are
/// <see cref="SharpBlocks.SharpSepConv"/>, the dilated ones included, whose first half only is dilated.
/// </remarks>
public static class SharpDartsOperations
{
    /// <summary>The name of the space: <c>sharp-darts</c>.</summary>
    public const string SpaceName = "sharp-darts";

    /// <summary>The block as wide in the middle as at its ends: the same as DARTS' separable convolution applied twice.</summary>
    public const string SepConv3x3 = DartsOperations.SepConv3x3;

    /// <summary>The same, its first half dilated by 2.</summary>
    public const string DilConv3x3 = DartsOperations.DilConv3x3;

    /// <summary>Four times as wide in the middle.</summary>
    public const string FloodConv3x3 = "flood_conv_3x3";

    /// <summary>The same, its first half dilated by 2.</summary>
    public const string DilFloodConv3x3 = "dil_flood_conv_3x3";

    /// <summary>32 channels in the middle.</summary>
    public const string ChokeConv3x3 = "choke_conv_3x3";

    /// <summary>The same, its first half dilated by 2.</summary>
    public const string DilChokeConv3x3 = "dil_choke_conv_3x3";

    /// <summary>The choices of the sharpDARTS space.</summary>
    public static DartsChoices Choices { get; } = new(
        SpaceName,
        [
            DartsOperations.None, DartsOperations.MaxPool3x3, DartsOperations.SkipConnect, SepConv3x3, DilConv3x3, FloodConv3x3,
            DilFloodConv3x3, ChokeConv3x3, DilChokeConv3x3,
        ],
        Build);

    private static Module<Tensor, Tensor>? Build(string operation, int channels, int stride, BlockForm form, KernelPath kernels)
    {
        return operation switch
        {
            SepConv3x3 => Sharp(1, channels),
            DilConv3x3 => Sharp(2, channels),
            FloodConv3x3 => Sharp(1, SharpBlocks.FloodFactor * channels),
            DilFloodConv3x3 => Sharp(2, SharpBlocks.FloodFactor * channels),
            ChokeConv3x3 => Sharp(1, SharpBlocks.ChokeWidth),
            DilChokeConv3x3 => Sharp(2, SharpBlocks.ChokeWidth),
            _ => DartsBlocks.Operation(operation, channels, stride, form, kernels),
        };

        Module<Tensor, Tensor> Sharp(int dilation, int middle) =>
            SharpBlocks.SharpSepConv(new SharpShape(channels, channels, 3, stride, dilation, middle), form, kernels);
    }
}
