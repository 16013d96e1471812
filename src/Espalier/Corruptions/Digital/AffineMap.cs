namespace Espalier.Corruptions.Digital;

/// <summary>Where the pixels of a moved image come from: rows and columns of the source are linear in those of the target.</summary>
/// <param name="Rows">Factors of row, column and 1 that give the source's row.</param>
/// <param name="Columns">Those that give its column.</param>
internal readonly record struct AffineMap((double Row, double Column, double One) Rows, (double Row, double Column, double One) Columns)
{
    /// <summary>The map that takes three corners of a square in the middle to places drawn evenly around them.</summary>
    /// <param name="picture">Whose middle; the square's corners are a third of the shorter side from it in both directions.</param>
    /// <param name="reach">How far a corner moves at most in each direction, in pixels.</param>
    /// <param name="random">Where the draws come from.</param>
    internal static AffineMap Drawn(Picture picture, double reach, SeededRandom random)
    {
        var (row, column, side) = (picture.Height / 2, picture.Width / 2, picture.Side / 3);
        if (side == 0)
        {
            return new((1, 0, 0), (0, 1, 0));
        }

        (double Row, double Column)[] corners = [(row + side, column + side), (row + side, column - side), (row - side, column - side)];
        var moved = Array.ConvertAll(corners, corner => (Row: corner.Row + Draw(), Column: corner.Column + Draw()));
        return new(Solve(moved, Array.ConvertAll(corners, corner => corner.Row)), Solve(moved, Array.ConvertAll(corners, corner => corner.Column)));

        double Draw() => reach * ((2 * random.NextDouble()) - 1);
    }

    /// <summary>Where the pixel at a place comes from.</summary>
    internal (double Row, double Column) Source(int row, int column) => (
        (Rows.Row * row) + (Rows.Column * column) + Rows.One,
        (Columns.Row * row) + (Columns.Column * column) + Columns.One);

    /// <summary>The linear function that has these values at three points (Cramer's rule).</summary>
    private static (double Row, double Column, double One) Solve((double Row, double Column)[] at, double[] values)
    {
        (double Row, double Column) a = (at[1].Row - at[0].Row, at[1].Column - at[0].Column);
        (double Row, double Column) b = (at[2].Row - at[0].Row, at[2].Column - at[0].Column);
        var (u, v) = (values[1] - values[0], values[2] - values[0]);
        var determinant = (a.Row * b.Column) - (a.Column * b.Row);
        var row = ((u * b.Column) - (v * a.Column)) / determinant;
        var column = ((a.Row * v) - (b.Row * u)) / determinant;
        return (row, column, values[0] - (row * at[0].Row) - (column * at[0].Column));
    }
}
