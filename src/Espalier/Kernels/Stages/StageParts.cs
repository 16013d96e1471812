namespace Espalier.Kernels.Stages;

/// <summary>
/// The layers of one stage: ReLU, a depthwise convolution or none, 1x1 convolutions, batch norm. Two 1x1 convolutions of stride 2 are a
/// factorised reduction: the second one sees the map shifted by a pixel each way, and their outputs stand side by side.
/// </summary>
/// <param name="Depthwise">The depthwise convolution, if any; the stage's stride is its own.</param>
/// <param name="Pointwise">One 1x1 convolution, or the two of a factorised reduction.</param>
/// <param name="Norm">The batch norm.</param>
public sealed record StageParts(Conv2d? Depthwise, IReadOnlyList<Conv2d> Pointwise, BatchNorm2d Norm)
{
    /// <summary>Channels that go in.</summary>
    public int Inputs => (int)Pointwise[0].in_channels;

    /// <summary>Channels that come out.</summary>
    public int Outputs => (int)Pointwise.Sum(layer => layer.out_channels);

    /// <summary>The step between windows.</summary>
    public int Stride => (int)(Depthwise ?? Pointwise[0]).stride;

    /// <summary>The height and width of a window in pixels of the window.</summary>
    internal int Kernel => (int)(Depthwise?.kernel_size ?? 1);

    /// <summary>The distance of those.</summary>
    internal int Dilation => (int)(Depthwise?.dilation ?? 1);

    /// <summary>How far a window reaches over its middle.</summary>
    internal int Reach => Dilation * (Kernel - 1) / 2;

    /// <summary>How wide a border of zeros must be.</summary>
    internal int Border => Math.Max(Reach, Pointwise.Count - 1);

    /// <summary>The convolutions' weights, in the order of the stage.</summary>
    internal IEnumerable<Parameter> ConvolutionWeights =>
        Pointwise.Select(layer => layer.weight).Prepend(Depthwise?.weight).OfType<Parameter>();

    /// <summary>All its weights: the convolutions', then the batch norm's.</summary>
    internal IEnumerable<Parameter> Weights => ConvolutionWeights.Concat(new[] { Norm.weight, Norm.bias }.OfType<Parameter>());

    /// <summary>Whether kernels know such convolutions: no bias, padding that keeps the size, windows of 3x3 or 5x5.</summary>
    internal bool IsKnown =>
        (Depthwise is null
            ? Pointwise.Count is 1 or 2 && Stride == Pointwise.Count
            : Pointwise.Count == 1 && Depthwise is { bias: null } && Kernel is 3 or 5 && Stride is 1 or 2
                && Depthwise.padding == Reach && Depthwise.groups == Inputs && Depthwise.out_channels == Inputs && Pointwise[0].stride == 1)
        && Pointwise.All(layer => layer is { bias: null, kernel_size: 1, padding: 0, groups: 1 } && layer.in_channels == Inputs);
}
