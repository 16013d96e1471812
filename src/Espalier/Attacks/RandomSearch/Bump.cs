namespace Espalier.Attacks.RandomSearch;

/// <summary>The shape of a change in l2: two halves of opposite sign, each highest in its middle and falling off to its border.</summary>
/// <remarks>Andriushchenko et al., arXiv 1912.00049, section 3.3, equation 2.</remarks>
internal static class Bump
{
    /// <summary>A square of a side of at least 2, [side, side] in row-major order, of Euclidean length 1.</summary>
    internal static double[] Of(int side)
    {
        var upper = side / 2;
        double[] whole = [.. Half(upper, side), .. Half(side - upper, side).Select(value => -value)];
        return Scaled(whole);
    }

    /// <summary>One half: nested rectangles around the middle, the j-th from the inside being 1 / (j + 1)^2 high.</summary>
    private static double[] Half(int rows, int columns)
    {
        var (middleRow, middleColumn) = (rows / 2, columns / 2);
        var outermost = Math.Max(middleRow, middleColumn);
        var height = new double[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                for (var ring = Math.Max(Math.Abs(row - middleRow), Math.Abs(column - middleColumn)); ring <= outermost; ring++)
                {
                    height[(row * columns) + column] += 1.0 / ((ring + 1) * (ring + 1));
                }
            }
        }

        return Scaled(height);
    }

    private static double[] Scaled(double[] values)
    {
        var length = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / length)];
    }
}
