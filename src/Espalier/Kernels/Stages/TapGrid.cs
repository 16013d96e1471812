using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Stages;

/// <summary>The taps of a kernel as rows and columns at equal distances, in numbers from the pixel at hand.</summary>
/// <param name="Rows">Rows of taps.</param>
/// <param name="Columns">Taps of a row.</param>
/// <param name="First">Where the first one reads.</param>
/// <param name="RowStep">From a row of taps to the next.</param>
/// <param name="ColumnStep">From a tap to the next of its row.</param>
internal readonly record struct TapGrid(int Rows, int Columns, int First, int RowStep, int ColumnStep)
{
    /// <summary>The grid of taps at places.</summary>
    /// <param name="taps">Rows and columns from the pixel at hand, sorted.</param>
    /// <param name="rowStep">Numbers from row to row.</param>
    /// <param name="pixelStep">Numbers from pixel to pixel.</param>
    internal static TapGrid Of(IReadOnlyList<(int Row, int Column, int Weight)> taps, int rowStep, int pixelStep)
    {
        var rows = taps.Select(tap => tap.Row).Distinct().ToArray();
        var columns = taps.Select(tap => tap.Column).Distinct().ToArray();
        return new(
            rows.Length,
            columns.Length,
            (rows[0] * rowStep) + (columns[0] * pixelStep),
            rows.Length > 1 ? (rows[1] - rows[0]) * rowStep : 0,
            columns.Length > 1 ? (columns[1] - columns[0]) * pixelStep : 0);
    }

    /// <summary>A row of pixels under the taps.</summary>
    internal unsafe TapRow Over(int pixels, int channels, float* weights) => new()
    {
        Rows = Rows,
        Columns = Columns,
        First = First,
        RowStep = RowStep,
        ColumnStep = ColumnStep,
        Weights = weights,
        Pixels = pixels,
        Channels = channels,
    };
}
