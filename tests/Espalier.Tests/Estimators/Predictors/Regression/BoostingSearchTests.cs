using Espalier.Estimators.Predictors;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Tests.Estimators.Predictors.Regression;

public sealed class BoostingSearchTests
{
    private static readonly double[][] Rows = [.. Enumerable.Range(0, 12).Select(row => new double[] { row, row % 3 })];
    private static readonly NaturalBoostingSettings First = new NgBoostOptions().Settings;
    private static readonly double[] Targets = [.. Rows.Select(row => row[0] / 12)];

    [Fact]
    public void Draws_keep_to_the_published_ranges_and_to_a_third_of_the_rows()
    {
        var search = new BoostingSearch(Rows, Targets, 1);
        var random = new SeededRandom(1);

        Assert.All(Enumerable.Range(0, 200).Select(_ => search.Draw(random)), settings =>
        {
            Assert.InRange(settings.Rounds, 128, 512);
            Assert.InRange(settings.Rate, 0.001, 0.1);
            Assert.InRange(settings.Rows, 0.1, 1);
            Assert.InRange(settings.Shape.Features, 0.1, 1);
            Assert.InRange(settings.Shape.Depth!.Value, 1, 24);
            Assert.InRange(settings.Shape.LeastLeaf, 2, 4);
            Assert.InRange(settings.Shape.LeastSplit, 2, 4);
        });
    }

    [Fact]
    public void The_same_seed_finds_the_same() =>
        Assert.Equal(new BoostingSearch(Rows, Targets, 1).Best(First, 2), new BoostingSearch(Rows, Targets, 1).Best(First, 2));

    [Fact]
    public void Too_few_rows_to_fold_have_the_settings_of_the_study() =>
        Assert.Equal(First, new BoostingSearch(Rows[..5], Targets[..5], 1).Best(First, 35));
}
