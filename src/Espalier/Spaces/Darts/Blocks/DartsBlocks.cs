using Espalier.Kernels;
using Espalier.Kernels.Stages;

namespace Espalier.Spaces.Darts.Blocks;

/// <summary>The parts of DARTS networks (Liu, Simonyan and Yang 2019, section 3.1). In a supernet a batch norm follows each pooling.</summary>
internal static class DartsBlocks
{
    /// <summary>One of the eight operations at stride 1 or 2; null for <c>none</c>, which gives zeros.</summary>
    internal static Module<Tensor, Tensor>? Operation(
        string operation, int channels, int stride, BlockForm form, KernelPath kernels)
    {
        var affine = form == BlockForm.Final;
        return operation switch
        {
            DartsOperations.None => null,
            DartsOperations.MaxPool3x3 => Pooling(maximum: true, stride, channels, form, kernels),
            DartsOperations.AvgPool3x3 => Pooling(maximum: false, stride, channels, form, kernels),
            DartsOperations.SkipConnect => stride == 1 ? Identity() : new FactorizedReduce(channels, channels, affine, kernels),
            DartsOperations.SepConv3x3 => Separable(channels, 3, stride, affine, kernels),
            DartsOperations.SepConv5x5 => Separable(channels, 5, stride, affine, kernels),
            DartsOperations.DilConv3x3 => new StagedOperation(kernels, Depthwise(channels, 3, stride, dilation: 2, affine)),
            DartsOperations.DilConv5x5 => new StagedOperation(kernels, Depthwise(channels, 5, stride, dilation: 2, affine)),
            _ => throw new ArgumentException($"'{operation}' is no operation of the space", nameof(operation)),
        };
    }

    /// <summary>Brings a cell's input to the cell's width: a 1x1 convolution, or a factorised reduction.</summary>
    internal static Module<Tensor, Tensor> CellInput(int channels, int cellChannels, bool halve, BlockForm form, KernelPath kernels)
    {
        var affine = form == BlockForm.Final;
        return halve
            ? new FactorizedReduce(channels, cellChannels, affine, kernels)
            : new StagedOperation(
                kernels, new StageParts(null, [Conv2d(channels, cellChannels, 1, bias: false)], BatchNorm2d(cellChannels, affine: affine)));
    }

    /// <summary>A 3x3 convolution to three times the cells' width, with an affine batch norm in both forms.</summary>
    internal static Module<Tensor, Tensor> Stem(NetworkSettings settings)
    {
        var channels = DartsPlan.StemMultiplier * settings.Channels;
        return Sequential(
            Conv2d(settings.Input.Channels, channels, 3, settings.StemStride, padding: 1, bias: false),
            BatchNorm2d(channels));
    }

    private static PooledOperation Pooling(bool maximum, int stride, int channels, BlockForm form, KernelPath kernels) =>
        new(maximum, stride, form == BlockForm.Search ? BatchNorm2d(channels, affine: false) : null, kernels);

    /// <summary>Depthwise and pointwise, twice; the first carries the stride.</summary>
    private static StagedOperation Separable(int channels, int kernel, int stride, bool affine, KernelPath kernels) => new(
        kernels, Depthwise(channels, kernel, stride, dilation: 1, affine), Depthwise(channels, kernel, 1, dilation: 1, affine));

    private static StageParts Depthwise(int channels, int kernel, int stride, int dilation, bool affine) => new(
        Conv2d(channels, channels, kernel, stride, dilation * (kernel - 1) / 2, dilation, channels, bias: false),
        [Conv2d(channels, channels, 1, bias: false)],
        BatchNorm2d(channels, affine: affine));
}
