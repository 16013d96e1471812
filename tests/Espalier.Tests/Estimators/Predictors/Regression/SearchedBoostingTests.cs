using Espalier.Estimators.Predictors;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Tests.Estimators.Predictors.Regression;

public sealed class SearchedBoostingTests
{
    private static readonly double[][] Rows = [.. Enumerable.Range(0, 60).Select(row => new double[] { row, row % 5 })];
    private static readonly double[] Targets = [.. Rows.Select(row => (row[0] / 12) + row[1])];

    /// <summary>No node is ever split, so that all are told alike: anything drawn that tells any apart is better.</summary>
    private static readonly NaturalBoostingSettings Poor = new NgBoostOptions { Rounds = 2, LeastSplit = 1000 }.Settings;

    [Fact]
    public void Without_draws_it_is_boosting_by_its_settings()
    {
        var (searched, plain) = (new SearchedBoosting(Poor, 0, 3), new NaturalBoosting(Poor, 3));
        Assert.Throws<InvalidOperationException>(() => searched.Predict(Rows));
        searched.Fit(Rows, Targets);
        plain.Fit(Rows, Targets);

        Assert.Equal(Poor, searched.Found);
        Assert.Equal(plain.Predict(Rows), searched.Predict(Rows));
    }

    [Fact]
    public void Draws_replace_settings_that_order_worse()
    {
        var searched = new SearchedBoosting(Poor, 3, 3);
        searched.Fit(Rows, Targets);
        var again = new SearchedBoosting(Poor, 3, 3);
        again.Fit(Rows, Targets);

        Assert.NotEqual(Poor, searched.Found);
        Assert.InRange(searched.Found!.Rounds, 128, 512);
        Assert.Equal(searched.Found, again.Found);
        Assert.Equal(searched.Predict(Rows), again.Predict(Rows));
    }
}
