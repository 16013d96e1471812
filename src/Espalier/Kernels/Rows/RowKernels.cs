using System.Runtime.Intrinsics;
using Espalier.Kernels.Simd;

namespace Espalier.Kernels.Rows;

/// <summary>
/// What is done to pixels in a row, at one vector width. A pixel is its channels side by side; their number is a multiple of
/// <see cref="Width"/>, steps between pixels are counted in numbers, and nothing may overlap but what is said to.
/// </summary>
internal abstract unsafe class RowKernels
{
    /// <summary>Numbers in a vector.</summary>
    internal abstract int Width { get; }

    /// <summary>
    /// The width for a number of channels, among those the processor has: the one that fills up the fewest lanes, the widest of equals.
    /// Four lanes are for four channels and fewer, since a processor takes no less time for them than for eight.
    /// </summary>
    internal static RowKernels For(int channels)
    {
        if (channels <= Vector128<float>.Count || !Vector256.IsHardwareAccelerated)
        {
            return Of<Simd128, Vector128<float>>.Instance;
        }

        RowKernels eight = Vector512.IsHardwareAccelerated && channels > Vector512<float>.Count
            ? TwoWidths.Instance
            : Of<Simd256, Vector256<float>>.Instance;
        RowKernels sixteen = Of<Simd512, Vector512<float>>.Instance;
        return Vector512.IsHardwareAccelerated && sixteen.Pad(channels) <= eight.Pad(channels) ? sixteen : eight;
    }

    /// <summary>A number of channels rounded up to whole vectors.</summary>
    internal int Pad(int channels) => (channels + Width - 1) / Width * Width;

    /// <summary>
    /// target[j] (+)= sum over taps t of weights[t] * source[j * step + offset of t], channel by channel: a depthwise convolution.
    /// </summary>
    internal abstract void Taps(in TapRow row, float* target, int targetStep, float* source, int sourceStep, bool accumulate);

    /// <summary>
    /// sums[t] += sum over j of gradient[j] * source[j * step + offset of t]: the gradient of a depthwise convolution's weights.
    /// </summary>
    internal abstract void TapGradients(in TapRow row, float* sums, float* gradient, float* source, int sourceStep);

    /// <summary>
    /// target[p] (+)= source[p] * weights for [inputs, outputs], of whose inputs only so many are not zero: a 1x1 convolution. Source and
    /// target have no gaps.
    /// </summary>
    internal abstract void Pointwise(float* target, float* source, float* weights, int pixels, int inputs, int depth, int outputs, bool adds);

    /// <summary>
    /// sums[i, o] += sum over p of source[p, i] * gradient[p, o], for at least so many i: the gradient of a 1x1 convolution's weights.
    /// </summary>
    internal abstract void PointwiseGradients(
        float* sums, float* source, float* gradient, int pixels, int inputs, int depth, int outputs);

    /// <summary>Each channel's mean, and the sum of its squared distances from it.</summary>
    internal abstract void Moments(float* source, int pixels, int channels, float* mean, float* squares);

    /// <summary>Each channel's sum of left, and of left * (right - centre).</summary>
    internal abstract void Products(float* left, float* right, float* centre, int pixels, int channels, float* sum, float* product);

    /// <summary>target (+)= scale * source + shift.</summary>
    internal abstract void Scale(float* target, float* source, float* scale, float* shift, int pixels, int channels, bool adds);

    /// <summary>target = max(0, scale * source + shift).</summary>
    internal abstract void ScaleRelu(float* target, float* source, float* scale, float* shift, int pixels, int channels);

    /// <summary>target (+)= first * left + second * right + shift: the gradient through a batch norm.</summary>
    internal abstract void Mix(
        float* target, float* left, float* first, float* right, float* second, float* shift, int pixels, int channels, bool adds);

    /// <summary>target = max(0, source).</summary>
    internal abstract void Relu(float* target, float* source, int count);

    /// <summary>target (+)= value where the gate is above zero, else 0. Target and value may be the same.</summary>
    internal abstract void Gated(float* target, float* gate, float* value, int count, bool adds);

    /// <summary>target = value where scale * gate + shift is above zero, else 0. Target and value may be the same.</summary>
    internal abstract void GateScaled(
        float* target, float* value, float* gate, float* scale, float* shift, int pixels, int channels);

    /// <summary>The largest value of each 3x3 window over three rows; what lies beside them never wins.</summary>
    internal abstract void MaxWindows(float* above, float* at, float* below, float* target, int pixels, int stride, int channels);

    /// <summary>The sum of each 3x3 window over three rows times a factor; what lies beside them is nothing.</summary>
    internal abstract void SumWindows(
        float* above, float* at, float* below, float* target, int pixels, int stride, int channels, float factor);

    /// <summary>target = max(first, second, third).</summary>
    internal abstract void Max3(float* target, float* first, float* second, float* third, int pixels, int channels, int sourceStep);

    /// <summary>
    /// Adds each gradient to the sum of the first of three whose value is the winner. The sums' pixels are as far apart as the
    /// values'.
    /// </summary>
    internal abstract void Route3(
        in Route route, float* winner, float* gradient, int pixels, int channels, int sourceStep);

    /// <summary>first += factor * gradient, likewise second and third, whose pixels are a step apart.</summary>
    internal abstract void Spread3(
        float* first, float* second, float* third, float* gradient, float factor, int pixels, int channels, int targetStep);

    private static class Of<TSimd, TVector>
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        internal static readonly RowKernels Instance = new OneWidth<TSimd, TVector>();
    }
}
