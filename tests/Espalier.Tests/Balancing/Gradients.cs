namespace Espalier.Tests.Balancing;

/// <summary>Gradients as plain vectors, for tests of what works on their inner products.</summary>
internal static class Gradients
{
    internal static double[,] Gram(params double[][] gradients)
    {
        var gram = new double[gradients.Length, gradients.Length];
        for (var row = 0; row < gradients.Length; row++)
        {
            for (var column = 0; column < gradients.Length; column++)
            {
                gram[row, column] = Dot(gradients[row], gradients[column]);
            }
        }

        return gram;
    }

    internal static double Dot(double[] one, double[] other) => one.Zip(other, (left, right) => left * right).Sum();

    internal static double[] Combine(IReadOnlyList<double> factors, double[][] gradients) =>
        [.. Enumerable.Range(0, gradients[0].Length)
            .Select(place => gradients.Select((gradient, index) => factors[index] * gradient[place]).Sum())];

    /// <summary>Whether g . d >= d . d for the combined direction d, up to rounding in d and in the products.</summary>
    internal static bool Descends(IReadOnlyList<double> factors, double[][] gradients, double[] gradient)
    {
        var direction = Combine(factors, gradients);
        var squaredNorm = Dot(direction, direction);
        var summed = gradients.Select((other, index) => factors[index] * Math.Sqrt(Dot(other, other))).Sum();
        var tolerance = (1e-10 * squaredNorm) + (1e-13 * summed * (summed + Math.Sqrt(Dot(gradient, gradient))));
        return Dot(direction, gradient) >= squaredNorm - tolerance;
    }

    /// <summary>Uniform entries in -1..1, the whole vector times 10^-3..10^3.</summary>
    internal static double[][] Random(SeededRandom random, int count, int dimensions) =>
        [.. Enumerable.Range(0, count).Select(_ => Random(random, dimensions))];

    private static double[] Random(SeededRandom random, int dimensions)
    {
        var scale = Math.Pow(10, random.Next(-3, 4));
        return [.. Enumerable.Range(0, dimensions).Select(_ => scale * ((2 * random.NextDouble()) - 1))];
    }

}
