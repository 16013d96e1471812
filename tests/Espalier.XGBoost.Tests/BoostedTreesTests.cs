namespace Espalier.XGBoost.Tests;

public sealed class BoostedTreesTests
{
    private const int Features = 6;

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["objective"] = "reg:squarederror",
        ["base_score"] = "0",
        ["tree_method"] = "hist",
        ["max_depth"] = "4",
        ["eta"] = "0.3",
        ["lambda"] = "0",
        ["nthread"] = "1",
        ["verbosity"] = "0",
    };

    /// <summary>All 64 rows of six bits.</summary>
    private static readonly double[][] Rows =
        [.. Enumerable.Range(0, 1 << Features).Select(row => Enumerable.Range(0, Features).Select(bit => (double)((row >> bit) & 1)).ToArray())];

    private static readonly double[] Targets =
        [.. Rows.Select(x => 1 + (2 * x[0]) - (3 * x[1] * x[2]) + (x[3] * x[4]) + (0.5 * x[5] * x[0] * x[1]))];

    [Fact]
    public void One_tree_of_one_split_is_the_two_means()
    {
        using var matrix = new FeatureMatrix([[0], [0], [1], [1]], [1, 3, 10, 20]);
        using var trees = new BoostedTrees(matrix, 1, new Dictionary<string, string>(Parameters) { ["eta"] = "1", ["max_depth"] = "1" });

        Assert.Equal([2, 2, 15, 15], trees.Predict(matrix));
    }

    [Fact]
    public void Contributions_sum_to_the_prediction_and_interactions_to_contributions()
    {
        using var matrix = new FeatureMatrix(Rows, Targets);
        using var trees = new BoostedTrees(matrix, 20, Parameters);

        var (predicted, parts, pairs) = (trees.Predict(matrix), trees.Contributions(matrix), trees.Interactions(matrix));

        for (var row = 0; row < Rows.Length; row++)
        {
            Assert.Equal(predicted[row], parts[row].Sum(), 4);
            for (var feature = 0; feature <= Features; feature++)
            {
                Assert.Equal(parts[row][feature], pairs[row][feature].Sum(), 4);
                Assert.All(Enumerable.Range(0, Features), other => Assert.Equal(pairs[row][feature][other], pairs[row][other][feature], 4));
            }
        }
    }

    /// <summary>
    /// Learnt from all rows alike, every node sends as many rows one way as the other; so what a tree gives of some features alone is the mean
    /// over all values of the others, and Shapley's sum over subsets can be reckoned from predictions.
    /// </summary>
    [Fact]
    public void Contributions_are_the_Shapley_values_of_the_definition()
    {
        using var matrix = new FeatureMatrix(Rows, Targets);
        using var trees = new BoostedTrees(matrix, 20, Parameters);
        var predicted = trees.Predict(matrix);
        var parts = trees.Contributions(matrix);
        foreach (var row in (int[])[0, 7, 21, 38, 63])
        {
            for (var feature = 0; feature < Features; feature++)
            {
                Assert.Equal(Shapley(predicted, row, feature), parts[row][feature], 4);
            }

            Assert.Equal(predicted.Average(), parts[row][Features], 4);
        }
    }

    [Fact]
    public void Off_the_diagonal_stand_half_the_Shapley_interactions()
    {
        using var matrix = new FeatureMatrix(Rows, Targets);
        using var trees = new BoostedTrees(matrix, 20, Parameters);
        var predicted = trees.Predict(matrix);
        var pairs = trees.Interactions(matrix);
        foreach (var (one, other) in ((int, int)[])[(1, 2), (3, 4), (0, 5), (2, 3)])
        {
            Assert.Equal(ShapleyInteraction(predicted, 63, one, other) / 2, pairs[63][one][other], 4);
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_trees()
    {
        var sampled = new Dictionary<string, string>(Parameters) { ["subsample"] = "0.5", ["colsample_bytree"] = "0.5", ["seed"] = "7" };
        using var matrix = new FeatureMatrix(Rows, Targets);
        using var one = new BoostedTrees(matrix, 10, sampled);
        using var same = new BoostedTrees(matrix, 10, sampled);
        using var other = new BoostedTrees(matrix, 10, new Dictionary<string, string>(sampled) { ["seed"] = "8" });

        Assert.Equal(one.Predict(matrix), same.Predict(matrix));
        Assert.NotEqual(one.Predict(matrix), other.Predict(matrix));
    }

    [Fact]
    public void What_XGBoost_refuses_is_told_in_one_line()
    {
        using var matrix = new FeatureMatrix(Rows, Targets);
        using var trees = new BoostedTrees(matrix, 1, Parameters);
        using var wide = new FeatureMatrix([new double[Features + 1]]);

        var parameter = Assert.Throws<XGBoostException>(
            () => new BoostedTrees(matrix, 1, new Dictionary<string, string> { ["max_depth"] = "many" }));
        var width = Assert.Throws<XGBoostException>(() => trees.Predict(wide));

        Assert.Contains("max_depth", parameter.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', parameter.Message);
        Assert.DoesNotContain('\n', width.Message);
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_before_anything_native()
    {
        Assert.Throws<ArgumentException>(() => new FeatureMatrix([]));
        Assert.Throws<ArgumentException>(() => new FeatureMatrix([[1, 2], [3]]));
        Assert.Throws<ArgumentException>(() => new FeatureMatrix([[1], [2]], [1]));
    }

    [Fact]
    public void What_is_disposed_is_not_used()
    {
        var matrix = new FeatureMatrix(Rows, Targets);
        var trees = new BoostedTrees(matrix, 1, Parameters);
        trees.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trees.Predict(matrix));
        matrix.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new BoostedTrees(matrix, 1, Parameters));
    }

    [Fact]
    public void The_library_tells_its_version() => Assert.Matches(@"^\d+\.\d+\.\d+$", XGBoostLibrary.Version);

    private static double Shapley(double[] predicted, int row, int feature)
    {
        var sum = 0.0;
        for (var known = 0; known < 1 << Features; known++)
        {
            if ((known & (1 << feature)) == 0)
            {
                sum += Weight(known, Features) * (Given(predicted, row, known | (1 << feature)) - Given(predicted, row, known));
            }
        }

        return sum;
    }

    private static double ShapleyInteraction(double[] predicted, int row, int one, int other)
    {
        var (a, b) = (1 << one, 1 << other);
        return Enumerable.Range(0, 1 << Features).Where(known => (known & (a | b)) == 0).Sum(known => Weight(known, Features - 1)
            * (Given(predicted, row, known | a | b) - Given(predicted, row, known | a) - Given(predicted, row, known | b)
                + Given(predicted, row, known)));
    }

    private static double Weight(int known, int players)
    {
        var count = int.PopCount(known);
        return Factorial(count) * Factorial(players - count - 1) / Factorial(players);
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    /// <summary>The mean prediction of all rows that are alike in the known features.</summary>
    private static double Given(double[] predicted, int row, int known) =>
        predicted.Where((_, other) => (other & known) == (row & known)).Average();
}
