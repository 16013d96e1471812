namespace Espalier.Spaces.NasBench201.Blocks;

/// <summary>The parts of NAS-Bench-201's networks, trained alone or within a supernet (then the cells' batch norms are not affine).</summary>
internal static class NasBench201Blocks
{
    /// <summary>An edge's operation; null for <c>none</c>.</summary>
    internal static Module<Tensor, Tensor>? Operation(string operation, int channels, BlockForm form) => operation switch
    {
        NasBench201Operations.None => null,
        NasBench201Operations.SkipConnect => Identity(),
        NasBench201Operations.Conv1x1 => Convolution(channels, 1, form),
        NasBench201Operations.Conv3x3 => Convolution(channels, 3, form),
        NasBench201Operations.AvgPool3x3 => AvgPool2d(3, 1, 1, count_include_pad: false),
        _ => throw new ArgumentException($"'{operation}' is no operation of the space", nameof(operation)),
    };

    /// <summary>A 3x3 convolution to the first cells' width, and its batch norm.</summary>
    internal static Module<Tensor, Tensor> Stem(NetworkSettings settings) => Sequential(
        Conv2d(settings.Input.Channels, settings.Channels, 3, settings.StemStride, padding: 1, bias: false), BatchNorm2d(settings.Channels));

    /// <summary>What stands behind the last cell.</summary>
    internal static Module<Tensor, Tensor> Tail(int channels) => Sequential(BatchNorm2d(channels), ReLU());

    private static ConvNorm Convolution(int channels, int kernel, BlockForm form) =>
        new(channels, channels, kernel, 1, affine: form == BlockForm.Final);
}
