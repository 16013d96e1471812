using System.Runtime.Intrinsics;
using Narrow = Espalier.Kernels.Rows.VectorKernels<
    Espalier.Kernels.Simd.Simd256, System.Runtime.Intrinsics.Vector256<float>>;
using Wide = Espalier.Kernels.Rows.VectorKernels<
    Espalier.Kernels.Simd.Simd512, System.Runtime.Intrinsics.Vector512<float>>;

namespace Espalier.Kernels.Rows;

/// <summary>The row kernels for an odd number of eights: vectors of sixteen, and one of eight for the rest.</summary>
internal sealed unsafe class TwoWidths : RowKernels
{
    internal static readonly RowKernels Instance = new TwoWidths();

    private TwoWidths()
    {
    }

    internal override int Width => Vector256<float>.Count;

    internal override void Taps(in TapRow row, float* target, int targetStep, float* source, int sourceStep, bool accumulate)
    {
        Wide.Taps(in row, target, targetStep, source, sourceStep, accumulate, 0, Whole(row.Channels));
        Narrow.Taps(in row, target, targetStep, source, sourceStep, accumulate, Whole(row.Channels), row.Channels);
    }

    internal override void Moments(float* source, int pixels, int channels, float* mean, float* squares)
    {
        Wide.Moments(source, pixels, channels, mean, squares, 0, Whole(channels));
        Narrow.Moments(source, pixels, channels, mean, squares, Whole(channels), channels);
    }

    internal override void Products(
        float* left, float* right, float* centre, int pixels, int channels, float* sum, float* product)
    {
        Wide.Products(left, right, centre, pixels, channels, sum, product, 0, Whole(channels));
        Narrow.Products(left, right, centre, pixels, channels, sum, product, Whole(channels), channels);
    }

    internal override void Scale(float* target, float* source, float* scale, float* shift, int pixels, int channels, bool adds)
    {
        Wide.Scale(target, source, scale, shift, pixels, channels, adds, 0, Whole(channels));
        Narrow.Scale(target, source, scale, shift, pixels, channels, adds, Whole(channels), channels);
    }

    internal override void ScaleRelu(float* target, float* source, float* scale, float* shift, int pixels, int channels)
    {
        Wide.ScaleRelu(target, source, scale, shift, pixels, channels, 0, Whole(channels));
        Narrow.ScaleRelu(target, source, scale, shift, pixels, channels, Whole(channels), channels);
    }

    internal override void Mix(
        float* target, float* left, float* first, float* right, float* second, float* shift, int pixels, int channels, bool adds)
    {
        Wide.Mix(target, left, first, right, second, shift, pixels, channels, adds, 0, Whole(channels));
        Narrow.Mix(target, left, first, right, second, shift, pixels, channels, adds, Whole(channels), channels);
    }

    internal override void GateScaled(
        float* target, float* value, float* gate, float* scale, float* shift, int pixels, int channels)
    {
        Wide.GateScaled(target, value, gate, scale, shift, pixels, channels, 0, Whole(channels));
        Narrow.GateScaled(target, value, gate, scale, shift, pixels, channels, Whole(channels), channels);
    }

    internal override void Relu(float* target, float* source, int count)
    {
        Wide.Relu(target, source, 0, Whole(count));
        Narrow.Relu(target, source, Whole(count), count);
    }

    internal override void Gated(float* target, float* gate, float* value, int count, bool adds)
    {
        Wide.Gated(target, gate, value, adds, 0, Whole(count));
        Narrow.Gated(target, gate, value, adds, Whole(count), count);
    }

    internal override void Pointwise(
        float* target, float* source, float* weights, int pixels, int inputs, int depth, int outputs, bool adds)
    {
        Wide.Pointwise(target, source, weights, pixels, inputs, depth, outputs, adds, 0, Whole(outputs));
        Narrow.Pointwise(target, source, weights, pixels, inputs, depth, outputs, adds, Whole(outputs), outputs);
    }

    internal override void PointwiseGradients(
        float* sums, float* source, float* gradient, int pixels, int inputs, int depth, int outputs)
    {
        Wide.PointwiseGradients(sums, source, gradient, pixels, inputs, depth, outputs, 0, Whole(outputs));
        Narrow.PointwiseGradients(sums, source, gradient, pixels, inputs, depth, outputs, Whole(outputs), outputs);
    }

    internal override void Max3(
        float* target, float* first, float* second, float* third, int pixels, int channels, int sourceStep)
    {
        Wide.Max3(target, first, second, third, pixels, channels, sourceStep, 0, Whole(channels));
        Narrow.Max3(target, first, second, third, pixels, channels, sourceStep, Whole(channels), channels);
    }

    internal override void Route3(in Route route, float* winner, float* gradient, int pixels, int channels, int sourceStep)
    {
        Wide.Route3(in route, winner, gradient, pixels, channels, sourceStep, 0, Whole(channels));
        Narrow.Route3(in route, winner, gradient, pixels, channels, sourceStep, Whole(channels), channels);
    }

    internal override void Spread3(
        float* first, float* second, float* third, float* gradient, float factor, int pixels, int channels, int targetStep)
    {
        Wide.Spread3(first, second, third, gradient, factor, pixels, channels, targetStep, 0, Whole(channels));
        Narrow.Spread3(first, second, third, gradient, factor, pixels, channels, targetStep, Whole(channels), channels);
    }

    internal override void MaxWindows(
        float* above, float* at, float* below, float* target, int pixels, int stride, int channels)
    {
        Wide.MaxWindows(above, at, below, target, pixels, stride, channels, 0, Whole(channels));
        Narrow.MaxWindows(above, at, below, target, pixels, stride, channels, Whole(channels), channels);
    }

    internal override void SumWindows(
        float* above, float* at, float* below, float* target, int pixels, int stride, int channels, float factor)
    {
        Wide.SumWindows(above, at, below, target, pixels, stride, channels, factor, 0, Whole(channels));
        Narrow.SumWindows(above, at, below, target, pixels, stride, channels, factor, Whole(channels), channels);
    }

    internal override void TapGradients(in TapRow row, float* sums, float* gradient, float* source, int sourceStep)
    {
        Wide.TapGradients(in row, sums, gradient, source, sourceStep, 0, Whole(row.Channels));
        Narrow.TapGradients(in row, sums, gradient, source, sourceStep, Whole(row.Channels), row.Channels);
    }

    private static int Whole(int count) => count & ~(Vector512<float>.Count - 1);
}
