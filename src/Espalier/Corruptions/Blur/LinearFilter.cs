namespace Espalier.Corruptions.Blur;

/// <summary>Weighted sums of the pixels around each.</summary>
internal static class LinearFilter
{
    /// <summary>Normal weights at -radius to radius, of sum 1; a deviation of 0 leaves everything as it is.</summary>
    internal static double[] Normal(double deviation, int radius)
    {
        double[] weights = [.. Enumerable.Range(-radius, (2 * radius) + 1)
            .Select(place => place == 0 ? 1 : deviation == 0 ? 0 : Math.Exp(-0.5 * place * place / (deviation * deviation)))];
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    /// <summary>Blurs by normal weights that end after so many deviations.</summary>
    internal static Plane Gaussian(Plane plane, double deviation, double ends, Border border) =>
        Separable(plane, Normal(deviation, (int)((ends * deviation) + 0.5)), border);

    /// <summary>The same weights along the columns, then along the rows.</summary>
    /// <param name="plane">What is filtered.</param>
    /// <param name="weights">An odd number, the middle one for the pixel itself.</param>
    /// <param name="border">What lies outside.</param>
    internal static Plane Separable(Plane plane, double[] weights, Border border)
    {
        var radius = weights.Length / 2;
        var down = plane.Made((row, column) => Sum(step => plane.At(row + step, column, border)));
        return down.Made((row, column) => Sum(step => down.At(row, column + step, border)));

        float Sum(Func<int, float> at)
        {
            var sum = 0.0;
            for (var step = -radius; step <= radius; step++)
            {
                sum += weights[step + radius] * at(step);
            }

            return (float)sum;
        }
    }

    /// <summary>Sums over a few places around each pixel.</summary>
    /// <param name="plane">What is filtered.</param>
    /// <param name="taps">Where to look, relative to the pixel, and with which weight.</param>
    /// <param name="border">What lies outside.</param>
    internal static Plane Taps(Plane plane, IReadOnlyList<(int Row, int Column, double Weight)> taps, Border border) => plane.Made((row, column) =>
    {
        var sum = 0.0;
        foreach (var tap in taps)
        {
            sum += tap.Weight * plane.At(row + tap.Row, column + tap.Column, border);
        }

        return (float)sum;
    });
}
