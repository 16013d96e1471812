using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Pooling;

/// <summary>
/// The largest value of each window. Among equals the gradient goes to the first in reading order, as in libtorch: the first row that
/// holds the largest value, and in it the first column.
/// </summary>
internal sealed unsafe class MaxPool3x3(RowKernels rows, int height, int width, int channels, int stride)
    : Pool3x3(rows, height, width, channels, stride, float.NegativeInfinity)
{
    protected override void Windows(float* above, float* at, float* below, float* target, float share) =>
        Rows.MaxWindows(above, at, below, target, InputWidth, Stride, Channels);

    protected override void Part(float* target, float* first, float* second, float* third, int pixels) =>
        Rows.Max3(target, first, second, third, pixels, Channels, Stride * Channels);

    protected override void Back(in Route window, float* joined, float* gradient, float share, int pixels, int step) =>
        Rows.Route3(window, joined, gradient, pixels, Channels, step);
}
