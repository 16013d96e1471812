namespace Espalier.Estimators.Predictors.Curves;

/// <summary>Fits a curve's parameters to points: Levenberg's and Marquardt's damped Gauss-Newton steps.</summary>
internal static class LeastSquares
{
    private const int Steps = 200;
    private const double Difference = 1e-6;
    private const double Enough = 1e-12;
    private const double LeastDamping = 1e-12;
    private const double MostDamping = 1e12;

    /// <summary>The parameters, and the sum of squares that they leave; infinity where the curve is no number at the points.</summary>
    internal static (double[] Parameters, double Squares) Fit(CurveValue curve, double[] start, double[] epochs, double[] values)
    {
        var (best, damping) = ((double[])start.Clone(), 1e-3);
        var squares = Squares(curve, best, epochs, values);
        for (var step = 0; step < Steps && double.IsFinite(squares) && damping < MostDamping; step++)
        {
            var (normal, slope) = Normal(curve, best, epochs, values);
            for (var i = 0; i < best.Length; i++)
            {
                normal[i, i] += damping * Math.Max(normal[i, i], Enough);
            }

            var move = Solve(normal, slope);
            double[] tried = [.. best.Zip(move, (from, by) => from + by)];
            var left = Squares(curve, tried, epochs, values);
            if (left < squares)
            {
                var gain = (squares - left) / squares;
                (best, squares, damping) = (tried, left, Math.Max(damping / 10, LeastDamping));
                if (gain < Enough)
                {
                    break;
                }
            }
            else
            {
                damping *= 10;
            }
        }

        return (best, squares);
    }

    private static double Squares(CurveValue curve, double[] parameters, double[] epochs, double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < epochs.Length; i++)
        {
            var miss = curve(epochs[i], parameters) - values[i];
            sum += miss * miss;
        }

        return double.IsFinite(sum) ? sum : double.PositiveInfinity;
    }

    private static (double[,] Normal, double[] Slope) Normal(CurveValue curve, double[] parameters, double[] epochs, double[] values)
    {
        var count = parameters.Length;
        var (normal, slope, row) = (new double[count, count], new double[count], new double[count]);
        var moved = (double[])parameters.Clone();
        for (var point = 0; point < epochs.Length; point++)
        {
            var value = curve(epochs[point], parameters);
            for (var i = 0; i < count; i++)
            {
                var by = Difference * Math.Max(1, Math.Abs(parameters[i]));
                moved[i] += by;
                row[i] = (curve(epochs[point], moved) - value) / by;
                moved[i] = parameters[i];
            }

            for (var i = 0; i < count; i++)
            {
                slope[i] += row[i] * (values[point] - value);
                for (var j = 0; j < count; j++)
                {
                    normal[i, j] += row[i] * row[j];
                }
            }
        }

        return (normal, slope);
    }

    /// <summary>Gauss with the largest pivot; the matrix is small, and damped so that it is regular. Both arguments are used up.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var count = right.Length;
        for (var column = 0; column < count; column++)
        {
            var pivot = Enumerable.Range(column, count - column).MaxBy(row => Math.Abs(matrix[row, column]));
            for (var i = 0; i < count && pivot != column; i++)
            {
                (matrix[column, i], matrix[pivot, i]) = (matrix[pivot, i], matrix[column, i]);
            }

            (right[column], right[pivot]) = (right[pivot], right[column]);
            for (var row = column + 1; row < count; row++)
            {
                var factor = matrix[row, column] / matrix[column, column];
                for (var i = column; i < count; i++)
                {
                    matrix[row, i] -= factor * matrix[column, i];
                }

                right[row] -= factor * right[column];
            }
        }

        for (var row = count - 1; row >= 0; row--)
        {
            for (var i = row + 1; i < count; i++)
            {
                right[row] -= matrix[row, i] * right[i];
            }

            right[row] /= matrix[row, row];
        }

        return right;
    }
}
