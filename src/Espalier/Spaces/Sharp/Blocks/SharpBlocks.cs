using Espalier.Kernels;
using Espalier.Kernels.Stages;
using Espalier.Spaces.Darts.Blocks;

namespace Espalier.Spaces.Sharp.Blocks;

/// <summary>The blocks of sharpDARTS (arXiv 1903.09900, section 3.1).</summary>
internal static class SharpBlocks
{
    /// <summary>How many times as wide as its output the middle of a flood is.</summary>
    internal const int FloodFactor = 4;

    /// <summary>How wide the middle of a choke is, in channels, whatever its ends are.</summary>
    internal const int ChokeWidth = 32;

    /// <summary>
    /// SharpSepConv: ReLU, depthwise with stride and dilation, 1x1 to the middle, batch norm; ReLU, depthwise at stride and dilation 1, 1x1
    /// to the output, batch norm.
    /// </summary>
    /// <remarks>
    /// Without bias it has k^2 (in + middle) + middle (in + out) weights, and 2 (middle + out) more where batch norms are affine. Each weight
    /// of a convolution is one multiply-accumulate for each pixel that comes out.
    /// </remarks>
    internal static StagedOperation SharpSepConv(SharpShape shape, BlockForm form, KernelPath kernels) => new(
        kernels,
        Stage(shape.Inputs, shape.Middle, shape.Kernel, shape.Stride, shape.Dilation, form),
        Stage(shape.Middle, shape.Outputs, shape.Kernel, 1, 1, form));

    private static StageParts Stage(int inputs, int outputs, int kernel, int stride, int dilation, BlockForm form) => new(
        Conv2d(inputs, inputs, kernel, stride, dilation * (kernel - 1) / 2, dilation, inputs, bias: false),
        [Conv2d(inputs, outputs, 1, bias: false)],
        BatchNorm2d(outputs, affine: form == BlockForm.Final));
}

/// <summary>The numbers of a <see cref="SharpBlocks.SharpSepConv"/>.</summary>
/// <param name="Inputs">Channels that go in.</param>
/// <param name="Outputs">Channels that come out.</param>
/// <param name="Kernel">The side of both windows in pixels, odd.</param>
/// <param name="Stride">The step of the first window.</param>
/// <param name="Dilation">The spread of the first window.</param>
/// <param name="Middle">Channels between its halves.</param>
internal readonly record struct SharpShape(int Inputs, int Outputs, int Kernel, int Stride, int Dilation, int Middle);
