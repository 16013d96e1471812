namespace Espalier.Balancing;

/// <summary>The point of least norm in the affine hull of some of the gradients, from their inner products.</summary>
internal static class AffineMinimum
{
    // A pivot below this share of its unit diagonal is rounding: that gradient adds nothing to the hull of the others.
    private const double Singular = 1e-14;

    /// <summary>The weights of the chosen gradients, in their order: sum 1, any sign.</summary>
    /// <remarks>
    /// With b the chosen gradient of least norm (which loses the fewest digits in the differences), minimises
    /// ||g_b + sum_i t_i (g_i - g_b)||^2 over t with each unknown scaled by ||g_i - g_b||.
    /// </remarks>
    internal static double[] Solve(double[,] gram, IReadOnlyList<int> chosen)
    {
        var place = Enumerable.Range(0, chosen.Count).MinBy(index => gram[chosen[index], chosen[index]]);
        var origin = chosen[place];
        var others = chosen.Where(index => index != origin).ToArray();
        var scales = Array.ConvertAll(others, index => Math.Sqrt(Math.Max(0, Difference(gram, origin, index, index))));
        var matrix = new double[others.Length, others.Length];
        var unknowns = new double[others.Length];
        for (var row = 0; row < others.Length; row++)
        {
            unknowns[row] = Ratio(gram[origin, origin] - gram[others[row], origin], scales[row]);
            for (var column = 0; column < others.Length; column++)
            {
                matrix[row, column] = Ratio(Ratio(Difference(gram, origin, others[row], others[column]), scales[row]), scales[column]);
            }
        }

        Eliminate(matrix, unknowns);
        var weights = new double[chosen.Count];
        var rest = 1.0;
        for (var row = 0; row < others.Length; row++)
        {
            var weight = Ratio(unknowns[row], scales[row]);
            weights[row < place ? row : row + 1] = weight;
            rest -= weight;
        }

        weights[place] = rest;
        return weights;
    }

    private static double Difference(double[,] gram, int origin, int one, int other) =>
        gram[one, other] - gram[one, origin] - gram[other, origin] + gram[origin, origin];

    private static double Ratio(double value, double scale) => scale > 0 ? value / scale : 0;

    /// <summary>Solves in place by Gauss-Jordan elimination on the largest diagonal entry left; unknowns without a pivot are 0.</summary>
    private static void Eliminate(double[,] matrix, double[] unknowns)
    {
        var remaining = Enumerable.Range(0, unknowns.Length).ToList();
        while (remaining.Count > 0)
        {
            var pivot = remaining.MaxBy(index => matrix[index, index]);
            if (matrix[pivot, pivot] <= Singular)
            {
                break;
            }

            remaining.Remove(pivot);
            for (var row = 0; row < unknowns.Length; row++)
            {
                if (row == pivot)
                {
                    continue;
                }

                var share = matrix[row, pivot] / matrix[pivot, pivot];
                unknowns[row] -= share * unknowns[pivot];
                for (var column = 0; column < unknowns.Length; column++)
                {
                    matrix[row, column] -= share * matrix[pivot, column];
                }
            }
        }

        for (var row = 0; row < unknowns.Length; row++)
        {
            unknowns[row] = remaining.Contains(row) ? 0 : unknowns[row] / matrix[row, row];
        }
    }
}
