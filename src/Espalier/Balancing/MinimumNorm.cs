namespace Espalier.Balancing;

/// <summary>The point of least norm in the convex hull of gradients, from their inner products alone.</summary>
/// <remarks>
/// <para>
/// Solves min over w on the simplex of ||sum_i w_i g_i||^2 = w' G w. Its solution d = sum_i w_i g_i has d . g_i >= ||d||^2 for every i, so
/// -d descends on all objectives at once, and d = 0 exactly at the Pareto-critical points.
/// </para>
/// <para>
/// Two gradients: the closed form. Three or more: Wolfe's method from the best pair; it walks over faces of the hull, finds the least-norm
/// point of each exactly and ends after finitely many, when the duality gap max_i (||d||^2 - d . g_i) is below 1e-12 ||d||^2 or lost in
/// rounding. The solver usually cited takes at most 250 steps of projected gradient and stops at a change below 1e-5 in L1; when the
/// gradients' lengths differ by some orders of magnitude, as those of a loss and of a parameter count do, that is far from the solution.
/// </para>
/// <para>
/// Where the weights are not unique: two equal gradients get one half each (the cited closed form gives all to the first), and
/// gradients of zero share the whole weight equally.
/// </para>
/// <para>
/// Sources: Desideri, "Multiple-gradient descent algorithm (MGDA) for multiobjective optimization", 2012; Sener and Koltun,
/// arXiv 1810.04650, section 3.2; Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11, 1976.
/// </para>
/// </remarks>
public static class MinimumNorm
{
    private const double RelativeGap = 1e-12;
    private const double Rounding = 8 * 2.2204460492503131e-16;
    private const int MostSteps = 1000;

    /// <summary>The weights of the least-norm point.</summary>
    /// <param name="gram">
    /// Inner products of the gradients, [n, n], n >= 1; symmetric up to rounding (the mean of both halves counts).
    /// </param>
    /// <returns>n weights, each 0..1, sum 1. Multiplying the matrix by a positive number does not change them.</returns>
    /// <exception cref="ArgumentException">The matrix is empty, not square, not finite, or has a negative diagonal entry.</exception>
    public static double[] Solve(double[,] gram)
    {
        var count = Scale(gram, out var scaled);
        if (scaled is null)
        {
            return [.. Enumerable.Repeat(1.0 / count, count)];
        }

        var weights = ZeroGradients(scaled) ?? BestPair(scaled);
        if (count > 2)
        {
            Wolfe(scaled, weights);
        }

        return weights;
    }

    /// <summary>The weights c and 1 - c that make ||c g1 + (1 - c) g2|| least, each to full relative precision.</summary>
    /// <param name="first">g1 . g1.</param>
    /// <param name="cross">g1 . g2.</param>
    /// <param name="second">g2 . g2.</param>
    internal static (double First, double Second) OfTwo(double first, double cross, double second)
    {
        // ||g1 - g2||^2 is the sum of both, so neither it nor a weight suffers from cancellation.
        var firstExcess = first - cross;
        var secondExcess = second - cross;
        var both = firstExcess + secondExcess;
        return (firstExcess > 0, secondExcess > 0) switch
        {
            (true, true) => (secondExcess / both, firstExcess / both),
            (false, true) => (1, 0),
            (true, false) => (0, 1),
            _ => (0.5, 0.5),
        };
    }

    /// <summary>The symmetric matrix with largest diagonal entry 1; null when every gradient is zero.</summary>
    private static int Scale(double[,] gram, out double[,]? scaled)
    {
        var count = Gram.Check(gram);
        var largest = 0.0;
        for (var index = 0; index < count; index++)
        {
            largest = Math.Max(largest, gram[index, index]);
        }

        scaled = largest > 0 ? new double[count, count] : null;
        for (var row = 0; scaled is not null && row < count; row++)
        {
            for (var column = 0; column < count; column++)
            {
                scaled[row, column] = (gram[row, column] / largest / 2) + (gram[column, row] / largest / 2);
            }
        }

        return count;
    }

    /// <summary>A zero gradient is itself the least-norm point: equal weights on all of them, or null if there is none.</summary>
    private static double[]? ZeroGradients(double[,] gram)
    {
        var count = gram.GetLength(0);
        var zeros = Enumerable.Range(0, count).Where(index => gram[index, index] == 0).ToArray();
        if (zeros.Length == 0)
        {
            return null;
        }

        var weights = new double[count];
        foreach (var index in zeros)
        {
            weights[index] = 1.0 / zeros.Length;
        }

        return weights;
    }

    private static double[] BestPair(double[,] gram)
    {
        var count = gram.GetLength(0);
        var best = new double[count];
        best[0] = 1;
        var least = double.PositiveInfinity;
        for (var first = 0; first < count; first++)
        {
            for (var second = first + 1; second < count; second++)
            {
                var (weight, rest) = OfTwo(gram[first, first], gram[first, second], gram[second, second]);
                var norm = (weight * ((weight * gram[first, first]) + (rest * gram[first, second])))
                    + (rest * ((weight * gram[first, second]) + (rest * gram[second, second])));
                if (norm < least)
                {
                    least = norm;
                    Array.Clear(best);
                    best[first] = weight;
                    best[second] = rest;
                }
            }
        }

        return best;
    }

    private static void Wolfe(double[,] gram, double[] weights)
    {
        var products = new double[weights.Length];
        var before = new double[weights.Length];
        var least = double.PositiveInfinity;
        for (var step = 0; step < MostSteps; step++)
        {
            var noise = Products(gram, weights, products);
            var norm = weights.Zip(products, (weight, product) => weight * product).Sum();
            if (norm >= least)
            {
                // Only rounding can undo progress.
                before.CopyTo(weights, 0);
                return;
            }

            least = norm;
            var entering = Array.IndexOf(products, products.Min());
            if (norm - products[entering] <= (RelativeGap * norm) + noise || weights[entering] > 0)
            {
                return;
            }

            weights.CopyTo(before, 0);
            Descend(gram, weights, entering);
        }
    }

    /// <summary>Moves to the least-norm point of a face that the entering gradient opens, dropping what would turn negative.</summary>
    private static void Descend(double[,] gram, double[] weights, int entering)
    {
        var face = Enumerable.Range(0, weights.Length).Where(index => weights[index] > 0 || index == entering).ToList();
        while (true)
        {
            var target = AffineMinimum.Solve(gram, face);
            var (length, leaving) = (1.0, -1);
            for (var place = 0; place < face.Count; place++)
            {
                var weight = weights[face[place]];
                if (target[place] < 0 && weight / (weight - target[place]) < length)
                {
                    (length, leaving) = (weight / (weight - target[place]), place);
                }
            }

            for (var place = 0; place < face.Count; place++)
            {
                var weight = weights[face[place]];
                weights[face[place]] = leaving < 0 ? target[place] : Math.Max(0, weight + (length * (target[place] - weight)));
            }

            if (leaving < 0)
            {
                break;
            }

            weights[face[leaving]] = 0;
            face.RemoveAt(leaving);
        }

        var sum = weights.Sum();
        for (var index = 0; index < weights.Length; index++)
        {
            weights[index] /= sum;
        }
    }

    /// <summary>d . g_i for every i; returns how much of it rounding can have made.</summary>
    private static double Products(double[,] gram, double[] weights, double[] products)
    {
        var noise = 0.0;
        for (var row = 0; row < weights.Length; row++)
        {
            var (sum, size) = (0.0, 0.0);
            for (var column = 0; column < weights.Length; column++)
            {
                var term = weights[column] * gram[row, column];
                sum += term;
                size += Math.Abs(term);
            }

            products[row] = sum;
            noise = Math.Max(noise, Rounding * size);
        }

        return noise;
    }
}
