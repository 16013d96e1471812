using Espalier.Kernels.Simd;

namespace Espalier.Kernels.Rows;

/// <summary>The row kernels at one width.</summary>
/// <typeparam name="TSimd">What a vector can do.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
internal sealed unsafe class OneWidth<TSimd, TVector> : RowKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    internal override int Width => TSimd.Width;

    internal override void Taps(in TapRow row, float* target, int targetStep, float* source, int sourceStep, bool accumulate) =>
        VectorKernels<TSimd, TVector>.Taps(in row, target, targetStep, source, sourceStep, accumulate, 0, row.Channels);

    internal override void Moments(float* source, int pixels, int channels, float* mean, float* squares) =>
        VectorKernels<TSimd, TVector>.Moments(source, pixels, channels, mean, squares, 0, channels);

    internal override void Products(
        float* left, float* right, float* centre, int pixels, int channels, float* sum, float* product) =>
        VectorKernels<TSimd, TVector>.Products(left, right, centre, pixels, channels, sum, product, 0, channels);

    internal override void Scale(float* target, float* source, float* scale, float* shift, int pixels, int channels, bool adds) =>
        VectorKernels<TSimd, TVector>.Scale(target, source, scale, shift, pixels, channels, adds, 0, channels);

    internal override void ScaleRelu(float* target, float* source, float* scale, float* shift, int pixels, int channels) =>
        VectorKernels<TSimd, TVector>.ScaleRelu(target, source, scale, shift, pixels, channels, 0, channels);

    internal override void Mix(
        float* target, float* left, float* first, float* right, float* second, float* shift, int pixels, int channels, bool adds) =>
        VectorKernels<TSimd, TVector>.Mix(target, left, first, right, second, shift, pixels, channels, adds, 0, channels);

    internal override void GateScaled(
        float* target, float* value, float* gate, float* scale, float* shift, int pixels, int channels) =>
        VectorKernels<TSimd, TVector>.GateScaled(target, value, gate, scale, shift, pixels, channels, 0, channels);

    internal override void Relu(float* target, float* source, int count) =>
        VectorKernels<TSimd, TVector>.Relu(target, source, 0, count);

    internal override void Gated(float* target, float* gate, float* value, int count, bool adds) =>
        VectorKernels<TSimd, TVector>.Gated(target, gate, value, adds, 0, count);

    internal override void Pointwise(
        float* target, float* source, float* weights, int pixels, int inputs, int depth, int outputs, bool adds) =>
        VectorKernels<TSimd, TVector>.Pointwise(target, source, weights, pixels, inputs, depth, outputs, adds, 0, outputs);

    internal override void PointwiseGradients(
        float* sums, float* source, float* gradient, int pixels, int inputs, int depth, int outputs) =>
        VectorKernels<TSimd, TVector>.PointwiseGradients(sums, source, gradient, pixels, inputs, depth, outputs, 0, outputs);

    internal override void Max3(
        float* target, float* first, float* second, float* third, int pixels, int channels, int sourceStep) =>
        VectorKernels<TSimd, TVector>.Max3(target, first, second, third, pixels, channels, sourceStep, 0, channels);

    internal override void Route3(in Route route, float* winner, float* gradient, int pixels, int channels, int sourceStep) =>
        VectorKernels<TSimd, TVector>.Route3(in route, winner, gradient, pixels, channels, sourceStep, 0, channels);

    internal override void Spread3(
        float* first, float* second, float* third, float* gradient, float factor, int pixels, int channels, int targetStep) =>
        VectorKernels<TSimd, TVector>.Spread3(first, second, third, gradient, factor, pixels, channels, targetStep, 0, channels);

    internal override void MaxWindows(
        float* above, float* at, float* below, float* target, int pixels, int stride, int channels) =>
        VectorKernels<TSimd, TVector>.MaxWindows(above, at, below, target, pixels, stride, channels, 0, channels);

    internal override void SumWindows(
        float* above, float* at, float* below, float* target, int pixels, int stride, int channels, float factor) =>
        VectorKernels<TSimd, TVector>.SumWindows(above, at, below, target, pixels, stride, channels, factor, 0, channels);

    internal override void TapGradients(in TapRow row, float* sums, float* gradient, float* source, int sourceStep) =>
        VectorKernels<TSimd, TVector>.TapGradients(in row, sums, gradient, source, sourceStep, 0, row.Channels);
}
