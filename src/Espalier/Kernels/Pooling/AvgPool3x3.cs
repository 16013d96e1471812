using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Pooling;

/// <summary>The mean of each window over the pixels that exist.</summary>
internal sealed unsafe class AvgPool3x3(RowKernels rows, int height, int width, int channels, int stride)
    : Pool3x3(rows, height, width, channels, stride)
{
    private readonly (int First, int Count, float Share)[] pieces = [.. Pieces(width, ((width - 1) / stride) + 1, stride)];

    protected override float Outside => 0;

    protected override void Columns(float* target, float* row)
    {
        foreach (var (first, count, share) in pieces)
        {
            var from = row + (first * Stride * (nint)Channels);
            Rows.Sum3(
                target + (first * (nint)Channels), from, from + Channels, from + (2 * Channels), share, count, Channels, Stride * Channels);
        }
    }

    protected override void RowsOf(float* target, float* between, int row) => Rows.Sum3(
        target, between, between + RowSize, between + (2 * RowSize), Share(row, InputHeight, Stride), Width, Channels, Channels);

    protected override void RowsBack(float* between, float* betweenGradient, float* output, float* gradient, int row) => Rows.Spread3(
        betweenGradient,
        betweenGradient + RowSize,
        betweenGradient + (2 * RowSize),
        gradient,
        Share(row, InputHeight, Stride),
        Width,
        Channels,
        Channels);

    protected override void ColumnsBack(float* row, float* rowGradient, float* windows, float* gradient)
    {
        foreach (var (first, count, share) in pieces)
        {
            var to = rowGradient + (first * Stride * (nint)Channels);
            Rows.Spread3(
                to, to + Channels, to + (2 * Channels), gradient + (first * (nint)Channels), share, count, Channels, Stride * Channels);
        }
    }

    /// <summary>Windows at the rims have fewer pixels than those between.</summary>
    private static IEnumerable<(int First, int Count, float Share)> Pieces(int size, int windows, int stride)
    {
        yield return (0, 1, Share(0, size, stride));
        if (windows > 2)
        {
            yield return (1, windows - 2, 1f / 3);
        }

        if (windows > 1)
        {
            yield return (windows - 1, 1, Share(windows - 1, size, stride));
        }
    }

    private static float Share(int window, int size, int stride)
    {
        var middle = window * stride;
        return 1f / (1 + (middle > 0 ? 1 : 0) + (middle < size - 1 ? 1 : 0));
    }
}
