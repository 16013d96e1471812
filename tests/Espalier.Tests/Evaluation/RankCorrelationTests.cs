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

    [Fact]
    public void What_has_no_order_has_no_correlation()
    {
        Assert.Equal(double.NaN, RankCorrelation.Spearman([1, 1, 1], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1], [1]));
    }
}
