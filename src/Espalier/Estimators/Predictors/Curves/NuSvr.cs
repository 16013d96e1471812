namespace Espalier.Estimators.Predictors.Curves;

/// <summary>
/// Support vector regression with a tube whose width follows from how many points may lie outside it, and a radial kernel
/// exp(-gamma |x - x'|^2).
/// </summary>
/// <remarks>
/// Schoelkopf, Smola, Williamson and Bartlett, "New Support Vector Algorithms", 2000. The dual is solved by moving weight between two points
/// of one side at a time, those that violate optimality most (sequential minimal optimisation), which keeps both of its equations.
/// </remarks>
internal sealed class NuSvr
{
    private readonly double[][] points;
    private readonly double[] weights;
    private readonly double gamma;
    private readonly double shift;

    private NuSvr(double[][] points, double[] weights, double gamma, double shift) =>
        (this.points, this.weights, this.gamma, this.shift) = (points, weights, gamma, shift);

    /// <summary>Fits points.</summary>
    /// <param name="points">Rows of one length.</param>
    /// <param name="targets">A number for each.</param>
    /// <param name="cost">C: the most weight of a point, above 0.</param>
    /// <param name="nu">At most which part of the points may lie outside the tube; from above 0 to 1.</param>
    /// <param name="gamma">How fast the kernel falls off, above 0.</param>
    /// <param name="tolerance">By how much optimality may still be violated.</param>
    internal static NuSvr Fit(double[][] points, double[] targets, double cost, double nu, double gamma, double tolerance = 1e-3)
    {
        var kernel = Kernel(points, gamma);
        Side[] sides = [new(1, points.Length, cost, nu), new(-1, points.Length, cost, nu)];

        // What the machine says of each point, without the shift; both sides begin alike, so nothing.
        var said = new double[points.Length];
        var most = Math.Max(100_000, 100 * points.Length);
        for (var step = 0; step < most; step++)
        {
            var moves = Array.ConvertAll(sides, side => side.WorstPair(said, targets));
            var which = moves[0].Violation >= moves[1].Violation ? 0 : 1;
            var (up, down, violation) = moves[which];
            if (violation <= tolerance)
            {
                break;
            }

            var side = sides[which];
            var curvature = Math.Max(kernel[up][up] + kernel[down][down] - (2 * kernel[up][down]), 1e-12);
            var by = side.Move(up, down, violation / curvature) * side.Sign;
            for (var i = 0; i < said.Length; i++)
            {
                said[i] += by * (kernel[up][i] - kernel[down][i]);
            }
        }

        var shift = (sides[1].Level(said, targets) - sides[0].Level(said, targets)) / 2;
        return new(points, [.. sides[0].Weights.Zip(sides[1].Weights, (above, below) => above - below)], gamma, shift);
    }

    /// <summary>What the machine says of a point.</summary>
    internal double Of(double[] point)
    {
        var sum = shift;
        for (var i = 0; i < points.Length; i++)
        {
            if (weights[i] != 0)
            {
                sum += weights[i] * Math.Exp(-gamma * Distance(points[i], point));
            }
        }

        return sum;
    }

    private static double[][] Kernel(double[][] points, double gamma)
    {
        var kernel = Array.ConvertAll(points, _ => new double[points.Length]);
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                kernel[i][j] = kernel[j][i] = Math.Exp(-gamma * Distance(points[i], points[j]));
            }
        }

        return kernel;
    }

    private static double Distance(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }

        return sum;
    }

    /// <summary>The weights of the points above the tube (sign 1) or below it (-1); their sum stays C nu n / 2.</summary>
    private sealed class Side
    {
        private readonly double cost;

        internal Side(int sign, int count, double cost, double nu)
        {
            (Sign, this.cost, Weights) = (sign, cost, new double[count]);
            var left = cost * nu * count / 2;
            for (var i = 0; i < count && left > 0; i++)
            {
                Weights[i] = Math.Min(left, cost);
                left -= Weights[i];
            }
        }

        internal int Sign { get; }

        internal double[] Weights { get; }

        /// <summary>Which point's weight should grow most, and which one's shrink; and by how much their slopes differ.</summary>
        internal (int Up, int Down, double Violation) WorstPair(double[] said, double[] targets)
        {
            var (up, down, least, largest) = (-1, -1, double.PositiveInfinity, double.NegativeInfinity);
            for (var i = 0; i < said.Length; i++)
            {
                var slope = Sign * (said[i] - targets[i]);
                if (Weights[i] < cost && slope < least)
                {
                    (up, least) = (i, slope);
                }

                if (Weights[i] > 0 && slope > largest)
                {
                    (down, largest) = (i, slope);
                }
            }

            return up < 0 || down < 0 ? (0, 0, 0) : (up, down, largest - least);
        }

        internal double Move(int up, int down, double by)
        {
            var allowed = Math.Min(by, Math.Min(cost - Weights[up], Weights[down]));
            Weights[up] = allowed == cost - Weights[up] ? cost : Weights[up] + allowed;
            Weights[down] = allowed == Weights[down] ? 0 : Weights[down] - allowed;
            return allowed;
        }

        /// <summary>The slope that all points strictly between the bounds share; the middle of what is possible where there are none.</summary>
        internal double Level(double[] said, double[] targets)
        {
            var (sum, free, below, above) = (0.0, 0, double.NegativeInfinity, double.PositiveInfinity);
            for (var i = 0; i < said.Length; i++)
            {
                var slope = Sign * (said[i] - targets[i]);
                if (Weights[i] >= cost)
                {
                    below = Math.Max(below, slope);
                }
                else if (Weights[i] <= 0)
                {
                    above = Math.Min(above, slope);
                }
                else
                {
                    (sum, free) = (sum + slope, free + 1);
                }
            }

            return free > 0 ? sum / free
                : double.IsInfinity(below) ? above
                : double.IsInfinity(above) ? below
                : (below + above) / 2;
        }
    }
}
