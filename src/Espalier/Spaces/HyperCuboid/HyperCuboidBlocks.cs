using Espalier.Kernels;
using Espalier.Spaces.Darts.Blocks;
using Espalier.Spaces.Sharp.Blocks;

namespace Espalier.Spaces.HyperCuboid;

/// <summary>The parts of MultiChannelNet's networks.</summary>
/// <remarks>
/// Departure: in a supernet batch norms of steps are not affine, and one follows each pooling that keeps its width, as in the other spaces, so that
/// shares are not scaled away and maps of different origin are alike in size. The authors' grid has affine ones and none there.
/// </remarks>
internal static class HyperCuboidBlocks
{
    /// <summary>Features in multiples of the channels: 768 at the paper's 32.</summary>
    private const int FeatureFactor = 24;

    /// <summary>How many features are classified.</summary>
    internal static int Features(NetworkSettings settings) => FeatureFactor * settings.Channels;

    /// <summary>A 3x3 convolution to a width, with an affine batch norm in both forms.</summary>
    internal static Module<Tensor, Tensor> Stem(int width, NetworkSettings settings) => Sequential(
        Conv2d(settings.Input.Channels, width, 3, settings.StemStride, padding: 1, bias: false),
        BatchNorm2d(width));

    /// <summary>A step from a width to another.</summary>
    internal static Module<Tensor, Tensor> Step(string primitive, int from, int to, int stride, BlockForm form, KernelPath kernels) => primitive switch
    {
        HyperCuboidShape.SepConv3x3 => Sharp(from, to, stride, form, kernels),
        HyperCuboidShape.MaxPool3x3 when from == to =>
            new PooledOperation(maximum: true, stride, form == BlockForm.Search ? BatchNorm2d(to, affine: false) : null, kernels),
        HyperCuboidShape.MaxPool3x3 => Sequential(
            new PooledOperation(maximum: true, stride, null, kernels),
            Conv2d(from, to, 1, bias: false),
            BatchNorm2d(to, affine: form == BlockForm.Final)),
        _ => throw new ArgumentException($"'{primitive}' is no operation of the space", nameof(primitive)),
    };

    /// <summary>From the last width to the features, with affine batch norms in both forms: it is no choice.</summary>
    internal static Module<Tensor, Tensor> End(int width, NetworkSettings settings) =>
        Sharp(width, Features(settings), 1, BlockForm.Final, settings.Kernels);

    private static StagedOperation Sharp(int from, int to, int stride, BlockForm form, KernelPath kernels) =>
        SharpBlocks.SharpSepConv(new SharpShape(from, to, 3, stride, 1, to), form, kernels);
}
