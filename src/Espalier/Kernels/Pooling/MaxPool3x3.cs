using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Pooling;

/// <summary>
/// The largest value of each window. Among equals the gradient goes to the first in reading order, as in libtorch: the first row that
/// holds the largest value, and in it the first column.
/// </summary>
internal sealed unsafe class MaxPool3x3(RowKernels rows, int height, int width, int channels, int stride)
    : Pool3x3(rows, height, width, channels, stride)
{
    protected override float Outside => float.NegativeInfinity;

    protected override void Columns(float* target, float* row) =>
        Rows.Max3(target, row, row + Channels, row + (2 * Channels), Width, Channels, Stride * Channels);

    protected override void RowsOf(float* target, float* between, int row) =>
        Rows.Max3(target, between, between + RowSize, between + (2 * RowSize), Width, Channels, Channels);

    protected override void RowsBack(float* between, float* betweenGradient, float* output, float* gradient, int row) =>
        Rows.Route3(Three(between, betweenGradient, RowSize), output, gradient, Width, Channels, Channels);

    protected override void ColumnsBack(float* row, float* rowGradient, float* windows, float* gradient) =>
        Rows.Route3(Three(row, rowGradient, Channels), windows, gradient, Width, Channels, Stride * Channels);

    private static Route Three(float* values, float* sums, int step) => new()
    {
        First = values,
        Second = values + step,
        Third = values + (2 * step),
        FirstSum = sums,
        SecondSum = sums + step,
        ThirdSum = sums + (2 * step),
    };
}
