namespace Espalier.Strategies;

/// <summary>Logarithms of probabilities that may have come to 0.</summary>
internal static class LogProbability
{
    private const double Least = 1e-12;

    /// <summary>The natural logarithm, as if nothing were less likely than 1e-12.</summary>
    internal static double Of(double probability) => Math.Log(Math.Max(probability, Least));
}
