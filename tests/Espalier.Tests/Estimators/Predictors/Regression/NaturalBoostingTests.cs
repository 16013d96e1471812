using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Tests.Estimators.Predictors.Regression;

public sealed class NaturalBoostingTests
{
    private static readonly NaturalBoostingSettings Settings = new(200, 0.05, 1, new TreeShape(3, 2, 5, 1));

    /// <summary>By differences of the loss, and Fisher's information diag(1/s², 2).</summary>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0.3, -0.7, 2.5)]
    [InlineData(-1, 1.2, 0.4)]
    public void The_natural_gradient_is_the_gradient_over_the_information(double mean, double logDeviation, double target)
    {
        const double Step = 1e-5;
        var variance = Math.Exp(2 * logDeviation);

        var told = NaturalBoosting.Gradient(new(mean, logDeviation), target);

        Assert.Equal((Loss(mean + Step, logDeviation) - Loss(mean - Step, logDeviation)) / (2 * Step) * variance, told.Mean, 6);
        Assert.Equal((Loss(mean, logDeviation + Step) - Loss(mean, logDeviation - Step)) / (2 * Step) / 2, told.LogDeviation, 6);

        double Loss(double m, double l) => NaturalBoosting.Loss([target], [new(m, l)]);
    }

    [Fact]
    public void The_loss_of_a_standard_normal_is_the_textbooks()
    {
        Assert.Equal(0.5 * Math.Log(2 * Math.PI), NaturalBoosting.Loss([0], [new(0, 0)]), 12);
        Assert.Equal((0.5 * Math.Log(2 * Math.PI)) + Math.Log(2) + 0.125, NaturalBoosting.Loss([1], [new(0, Math.Log(2))]), 12);
    }

    [Fact]
    public void On_all_rows_the_loss_falls_with_every_round()
    {
        var boosting = new NaturalBoosting(Settings, 1);
        var (rows, targets) = Noisy(200);
        boosting.Fit(rows, targets);

        Assert.Equal(Settings.Rounds + 1, boosting.Losses.Count);
        Assert.All(boosting.Losses.Zip(boosting.Losses.Skip(1)).Take(100), pair => Assert.True(pair.Second < pair.First));
    }

    [Fact]
    public void It_learns_where_targets_are_noisy()
    {
        var boosting = new NaturalBoosting(Settings, 1);
        var (rows, targets) = Noisy(1000);
        boosting.Fit(rows, targets);
        var (quiet, loud) = (boosting.Predict([[0]])[0], boosting.Predict([[1]])[0]);

        // Two points: mean 1 with deviation 0.1, mean 3 with deviation 1.
        Assert.Equal(1, quiet.Mean, 0.02);
        Assert.Equal(3, loud.Mean, 0.15);
        Assert.Equal(0.1, quiet.Deviation!.Value, 0.02);
        Assert.Equal(1, loud.Deviation!.Value, 0.1);
    }

    [Fact]
    public void Equal_targets_are_told_as_they_are()
    {
        var boosting = new NaturalBoosting(Settings, 1);
        boosting.Fit([[0], [1], [2]], [0.9, 0.9, 0.9]);

        Assert.Equal(0.9, boosting.Predict([[5]])[0].Mean, 12);
    }

    [Fact]
    public void The_same_seed_learns_the_same()
    {
        var (rows, targets) = Noisy(60);

        Assert.Equal(Told(1), Told(1));
        Assert.NotEqual(Told(1), Told(2));

        double Told(ulong seed)
        {
            var boosting = new NaturalBoosting(Settings with { Rounds = 20, Rows = 0.5 }, seed);
            boosting.Fit(rows, targets);
            return boosting.Predict([[0]])[0].Mean;
        }
    }

    private static (double[][] Rows, double[] Targets) Noisy(int count)
    {
        var random = new SeededRandom(5);
        double[][] rows = [.. Enumerable.Range(0, count).Select(row => new double[] { row % 2 })];
        return (rows, Array.ConvertAll(rows, row => row[0] == 0 ? 1 + (0.1 * Normal(random)) : 3 + Normal(random)));
    }

    private static double Normal(SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
