using Espalier.Evaluation;

namespace Espalier.Tests.Evaluation;

public sealed class RankCorrelationTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 10.0, 20, 900 }, 1)]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 3.0, 2, 1 }, -1)]

    // 1 - 6 (1 + 1 + 1 + 1 + 4) / (5 (25 - 1)), the formula without ties.
    [InlineData(new[] { 1.0, 2, 3, 4, 5 }, new[] { 2.0, 1, 3, 6, 2.5 }, 0.6)]

    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: 4.5 / sqrt(4.5 * 5).
    [InlineData(new[] { 1.0, 2, 2, 3 }, new[] { 1.0, 2, 3, 4 }, 0.94868329805)]
    public void It_is_that_of_the_ranks(double[] one, double[] other, double expected) =>
        Assert.Equal(expected, RankCorrelation.Spearman(one, other), 1e-9);

    // By scipy 1.10.1: pearsonr, spearmanr, kendalltau.
    [Theory]
    [InlineData(
        new[] { -2.4, -4.0, -0.7, 1.3, 3.4, 0.3, -1.7, -2.4 },
        new[] { -0.9, -0.7, -0.2, -1.2, 1.5, 3.5, -1.3, -5.9 },
        0.49414943865113575,
        0.4431217169079058,
        0.32732683535398854)]
    [InlineData(
        new[] { -0.0, -3, -2, -1, -2, 2, -0.0, -2, 1, 2, -5, -1 },
        new[] { -2.0, -3, -5, -1, -2, 1, -2, -3, -1, -1, -5, -3 },
        0.8290892518701515,
        0.8370059682592302,
        0.7418204762930307)]
    public void They_are_scipys(double[] one, double[] other, double pearson, double spearman, double kendall)
    {
        Assert.Equal(pearson, RankCorrelation.Pearson(one, other), 1e-12);
        Assert.Equal(spearman, RankCorrelation.Spearman(one, other), 1e-12);
        Assert.Equal(kendall, RankCorrelation.Kendall(one, other), 1e-12);
        Assert.Equal(kendall, RankCorrelation.Kendall(other, one), 1e-12);
    }

    [Fact]
    public void They_are_scipys_of_many_values_with_ties()
    {
        var (one, other) = Many();

        Assert.Equal(0.29144109589356815, RankCorrelation.Pearson(one, other), 1e-12);
        Assert.Equal(0.2760705988584603, RankCorrelation.Spearman(one, other), 1e-12);
        Assert.Equal(0.1888483831501807, RankCorrelation.Kendall(one, other), 1e-12);
    }

    [Fact]
    public void Kendall_counts_pairs()
    {
        var (one, other) = Many();
        var (alike, orderedByOne, orderedByOther) = (0L, 0L, 0L);
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (x, y) = (Math.Sign(one[i] - one[j]), Math.Sign(other[i] - other[j]));
                (alike, orderedByOne, orderedByOther) = (alike + (x * y), orderedByOne + (x * x), orderedByOther + (y * y));
            }
        }

        Assert.Equal(alike / Math.Sqrt((double)orderedByOne * orderedByOther), RankCorrelation.Kendall(one, other), 1e-12);
    }

    [Fact]
    public void Sparse_Kendall_takes_what_is_equal_after_rounding_for_equal()
    {
        double[] truth = [90, 91, 92, 93];

        Assert.Equal(RankCorrelation.Kendall(truth, [1, 1, 2, 3]), RankCorrelation.SparseKendall(truth, [91.01, 91.04, 91.1, 91.2], 1), 1e-12);
        Assert.Equal(1, RankCorrelation.SparseKendall(truth, [91.01, 91.04, 91.1, 91.2], 2), 1e-12);
    }

    [Fact]
    public void What_has_no_order_has_no_correlation()
    {
        Assert.Equal(double.NaN, RankCorrelation.Spearman([1, 1, 1], [1, 2, 3]));
        Assert.Equal(double.NaN, RankCorrelation.Pearson([1, 2, 3], [2, 2, 2]));
        Assert.Equal(double.NaN, RankCorrelation.Kendall([1, 1, 1], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1], [1]));
    }

    private static (double[] One, double[] Other) Many()
    {
        double[] one = [.. Enumerable.Range(0, 2000).Select(i => i * 7919L % 1009)];
        return (one, [.. one.Select((value, i) => (i * 104729L % 997) + ((long)value / 100 * 30))]);
    }
}
