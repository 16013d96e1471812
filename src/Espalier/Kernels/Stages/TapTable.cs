using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Stages;

/// <summary>The taps of a kernel, rows and columns at equal distances in increasing order, and a copy of their weights.</summary>
internal sealed unsafe class TapTable : IDisposable
{
    private readonly NativeArray<float> weights;
    private readonly TapGrid grid;
    private readonly int channels;

    /// <summary>A table of taps.</summary>
    /// <param name="taps">Rows and columns from the pixel at hand, and the number of the weight.</param>
    /// <param name="rowStep">Numbers from row to row.</param>
    /// <param name="pixelStep">Numbers from pixel to pixel.</param>
    /// <param name="all">All weights, [taps, channels].</param>
    /// <param name="channels">Channels.</param>
    internal TapTable(IEnumerable<(int Row, int Column, int Weight)> taps, int rowStep, int pixelStep, float* all, int channels)
    {
        this.channels = channels;
        var sorted = taps.Order().ToArray();
        var (rows, columns) = (Distinct(sorted, tap => tap.Row), Distinct(sorted, tap => tap.Column));
        grid = new TapGrid(
            rows.Length,
            columns.Length,
            (rows[0] * rowStep) + (columns[0] * pixelStep),
            rows.Length > 1 ? (rows[1] - rows[0]) * rowStep : 0,
            columns.Length > 1 ? (columns[1] - columns[0]) * pixelStep : 0);
        weights = new(sorted.Length * (nint)channels);
        for (var tap = 0; tap < sorted.Length; tap++)
        {
            new Span<float>(all + (sorted[tap].Weight * (nint)channels), channels)
                .CopyTo(new Span<float>(weights.Data + (tap * (nint)channels), channels));
        }
    }

    /// <summary>A row of pixels under the kernel.</summary>
    internal TapRow Over(int pixels) => new()
    {
        Rows = grid.Rows,
        Columns = grid.Columns,
        First = grid.First,
        RowStep = grid.RowStep,
        ColumnStep = grid.ColumnStep,
        Weights = weights.Data,
        Pixels = pixels,
        Channels = channels,
    };

    /// <inheritdoc/>
    public void Dispose() => weights.Dispose();

    private static int[] Distinct((int Row, int Column, int Weight)[] taps, Func<(int Row, int Column, int Weight), int> place) =>
        [.. taps.Select(place).Distinct().Order()];

    private readonly record struct TapGrid(int Rows, int Columns, int First, int RowStep, int ColumnStep);
}
