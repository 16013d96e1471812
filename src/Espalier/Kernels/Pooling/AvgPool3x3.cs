using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Pooling;

/// <summary>The mean of each window over the pixels that exist.</summary>
internal sealed unsafe class AvgPool3x3(RowKernels rows, int height, int width, int channels, int stride)
    : Pool3x3(rows, height, width, channels, stride, 0)
{
    protected override void Windows(float* above, float* at, float* below, float* target, float share)
    {
        Rows.SumWindows(above, at, below, target, InputWidth, Stride, Channels, share / 3);
        Widen(target, InputWidth == 1 ? 3 : 1.5f);
        if (Width > 1 && ((Width - 1) * Stride) + 1 >= InputWidth)
        {
            Widen(target + ((Width - 1) * (nint)Channels), 1.5f);
        }
    }

    // A mean's gradient does not depend on what was joined.
    protected override void Part(float* target, float* first, float* second, float* third, int pixels)
    {
    }

    protected override void Back(in Route window, float* joined, float* gradient, float share, int pixels, int step) =>
        Rows.Spread3(window.FirstSum, window.SecondSum, window.ThirdSum, gradient, share, pixels, Channels, step);

    /// <summary>A window at the rim has fewer pixels to share with.</summary>
    private void Widen(float* pixel, float factor)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            pixel[channel] *= factor;
        }
    }
}
