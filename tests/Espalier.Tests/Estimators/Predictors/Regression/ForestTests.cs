using Espalier.Estimators;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Tests.Estimators.Predictors.Regression;

public sealed class ForestTests
{
    private static readonly double[][] Rows = [[0, 0], [0, 1], [1, 0], [1, 1]];
    private static readonly double[] Targets = [1, 2, 5, 9];
    private static readonly TreeShape Full = new(null, 2, 1, 1);

    [Fact]
    public void Whole_trees_on_all_rows_know_them_and_agree()
    {
        var forest = new Forest(7, Full, bootstrap: false, 1);
        forest.Fit(Rows, Targets);

        Assert.All(forest.Predict(Rows).Zip(Targets), pair =>
        {
            Assert.Equal(pair.Second, pair.First.Mean, 9);
            Assert.Equal(0, pair.First.Deviation!.Value, 6);
        });
    }

    [Fact]
    public void Trees_on_drawn_rows_disagree_and_their_mean_lies_among_the_targets()
    {
        var forest = new Forest(200, Full, bootstrap: true, 1);
        forest.Fit(Rows, Targets);

        Assert.All(forest.Predict(Rows), told => Assert.True(told.Deviation > 0 && told.Mean is >= 1 and <= 9));
    }

    [Fact]
    public void The_same_seed_is_the_same_forest()
    {
        Assert.Equal(Told(3), Told(3));
        Assert.NotEqual(Told(3), Told(4));

        static Prediction[] Told(ulong seed)
        {
            var forest = new Forest(5, new TreeShape(null, 2, 1, 0.5), bootstrap: true, seed);
            forest.Fit(Rows, Targets);
            return forest.Predict(Rows);
        }
    }
}
