namespace Espalier.Strategies.Gradient;

/// <summary>Distributions as points.</summary>
internal static class Simplex
{
    private const double Rounding = 1e-12;

    /// <summary>The distribution nearest to numbers: all of them less one threshold, and none below 0.</summary>
    /// <remarks>Held, Wolfe and Crowder, "Validation of subgradient optimization", Mathematical Programming 6, 1974.</remarks>
    /// <param name="values">At least one, all finite.</param>
    internal static double[] Nearest(IReadOnlyList<double> values)
    {
        var (sum, threshold) = (0.0, 0.0);
        foreach (var (index, value) in values.OrderDescending().Index())
        {
            sum += value;
            var next = (sum - 1) / (index + 1);
            if (value <= next)
            {
                break;
            }

            threshold = next;
        }

        return [.. values.Select(value => Math.Max(value - threshold, 0))];
    }

    /// <summary>The way from one distribution to another. What rounding leaves is no wish to move: it is exactly 0.</summary>
    internal static double[] Movement(IReadOnlyList<double> from, IReadOnlyList<double> to) =>
        [.. to.Zip(from, (there, here) => Math.Abs(there - here) < Rounding ? 0 : there - here)];
}
