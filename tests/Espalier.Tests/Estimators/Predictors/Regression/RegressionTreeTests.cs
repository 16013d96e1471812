using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Tests.Estimators.Predictors.Regression;

public sealed class RegressionTreeTests
{
    private static readonly double[][] Rows =
    [
        [0.55, 0.71, 0], [0.51, 0.89, 1], [0.13, 0.21, 0], [0.44, 0.03, 0], [0.65, 0.28, 1], [0.59, 0.02, 1], [0.26, 0.42, 0], [0.69, 0.44, 0],
        [0.54, 0.78, 0], [0.22, 0.39, 1], [0.98, 0.67, 1], [0.85, 0.38, 0], [0.65, 0.56, 0], [0.23, 0.41, 0],
    ];

    private static readonly double[] Targets =
        [0.289, 1.345, 0.718, 0.795, 0.009, 0.275, 0.928, -0.478, 0.368, 1.222, -0.4, -0.892, -0.333, 0.886];

    private static readonly double[][] Asked = [[0.05, 0.9, 1], [0.5, 0.2, 0], [0.33, 0.61, 1], [0.97, 0.4, 0], [0.7, 0.8, 1]];

    /// <summary>
    /// The values are those of <c>DecisionTreeRegressor(max_depth, min_samples_leaf, random_state=0)</c> of scikit-learn 1.2.1. A whole tree cannot
    /// be compared: of two rows every feature is as good.
    /// </summary>
    [Theory]
    [InlineData(3, 2, 5, new[] { 1.2835, 0.83175, 1.2835, -0.59, -0.59 })]
    [InlineData(2, 3, 3, new[] { 0.982333, 0.982333, 0.982333, -0.4188, -0.4188 })]
    public void It_grows_as_scikit_learn_grows_it(int? depth, int leastLeaf, int leaves, double[] expected)
    {
        var tree = Grow(Rows, Targets, new TreeShape(depth, 2, leastLeaf, 1));

        Assert.Equal(leaves, tree.Leaves);
        Assert.Equal(expected, Array.ConvertAll(Asked, row => Math.Round(tree.Of(row), 6)));
    }

    [Fact]
    public void What_it_cannot_split_it_tells_the_mean_of()
    {
        Assert.Equal(1, Grow([[1], [1], [1]], [1, 2, 6], new TreeShape(null, 2, 1, 1)).Leaves);
        Assert.Equal(3, Grow([[1], [1], [1]], [1, 2, 6], new TreeShape(null, 2, 1, 1)).Of([9]), 12);
        Assert.Equal(1, Grow([[1], [2], [3]], [5, 5, 5], new TreeShape(null, 2, 1, 1)).Leaves);
        Assert.Equal(1, Grow([[1], [2], [3]], [1, 2, 3], new TreeShape(null, 4, 1, 1)).Leaves);
        Assert.Equal(1, Grow([[1], [2], [3]], [1, 2, 3], new TreeShape(null, 2, 2, 1)).Leaves);
    }

    [Fact]
    public void A_row_that_is_drawn_twice_counts_twice()
    {
        double[][] rows = [[0], [0], [1]];
        var tree = RegressionTree.Grow(new TreeRows(rows), [0, 3, 9], [0, 0, 1, 2], new TreeShape(null, 2, 1, 1), new SeededRandom(1));

        Assert.Equal(1, tree.Of([0]), 12);
        Assert.Equal(9, tree.Of([1]), 12);
    }

    [Fact]
    public void A_node_that_draws_constant_features_draws_on()
    {
        // One feature of four is looked at, three are constant: whatever is drawn first, the tree splits.
        double[][] rows = [[7, 7, 7, 0], [7, 7, 7, 1], [7, 7, 7, 2], [7, 7, 7, 3]];
        for (var seed = 0UL; seed < 20; seed++)
        {
            var tree = RegressionTree.Grow(new TreeRows(rows), [1, 2, 3, 4], [0, 1, 2, 3], new TreeShape(null, 2, 1, 0.25), new SeededRandom(seed));
            Assert.Equal(4, tree.Leaves);
        }
    }

    private static RegressionTree Grow(double[][] rows, double[] targets, TreeShape shape) =>
        RegressionTree.Grow(new TreeRows(rows), targets, [.. Enumerable.Range(0, rows.Length)], shape, new SeededRandom(1));
}
