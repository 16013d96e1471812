using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Tests.Estimators.Predictors.Curves;

/// <summary>Both chains draw from a normal distribution of two correlated numbers whose moments are known.</summary>
public sealed class ChainsTests
{
    private const double Mean = 2;
    private const double Correlation = 0.8;

    [Fact]
    public void One_walker_draws_from_the_distribution() => Holds(Chains.Walk(LogDensity, [1, 1], 2000, 20_000, new SeededRandom(1)), 0.15);

    [Fact]
    public void A_flock_draws_from_the_distribution() => Holds(Chains.Flock(LogDensity, [1, 1], 20, 500, 1500, new SeededRandom(1)), 0.1);

    [Fact]
    public void Nobody_goes_where_nothing_is()
    {
        static double Above(double[] at) => at[0] < 0 ? double.NegativeInfinity : -at[0];

        Assert.All(Chains.Flock(Above, [1], 4, 50, 200, new SeededRandom(1)), place => Assert.True(place[0] >= 0));
        Assert.All(Chains.Walk(Above, [1], 50, 500, new SeededRandom(1)), place => Assert.True(place[0] >= 0));
    }

    private static double LogDensity(double[] at)
    {
        var (x, y) = (at[0] - Mean, at[1] - Mean);
        return -((x * x) - (2 * Correlation * x * y) + (y * y)) / (2 * (1 - (Correlation * Correlation)));
    }

    private static void Holds(List<double[]> draws, double tolerance)
    {
        Assert.Equal(Mean, draws.Average(draw => draw[0]), tolerance);
        Assert.Equal(Mean, draws.Average(draw => draw[1]), tolerance);
        Assert.Equal(1, draws.Average(draw => Math.Pow(draw[0] - Mean, 2)), 2 * tolerance);
        Assert.Equal(Correlation, draws.Average(draw => (draw[0] - Mean) * (draw[1] - Mean)), 2 * tolerance);
    }
}
