using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class OrderStatisticsTests
{
    [Theory]
    [InlineData(6, 1, 2.0 / 64)]
    [InlineData(8, 1, 2.0 / 256)]
    [InlineData(9, 2, 20.0 / 512)]
    [InlineData(10, 2, 22.0 / 1024)]
    [InlineData(12, 3, 158.0 / 4096)]
    [InlineData(20, 6, 43400.0 / 1048576)]
    public void The_interval_of_a_median_is_binomial(int count, int rank, double missed)
    {
        double[] sorted = [.. Enumerable.Range(1, count).Select(i => (double)i)];

        var (low, high, coverage) = OrderStatistics.MedianInterval(sorted);

        Assert.Equal((rank, count + 1 - rank), (low, high));
        Assert.Equal(1 - missed, coverage, 12);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(5, 1 - (2.0 / 32))]
    public void Too_few_numbers_give_all_they_have_and_say_how_little_that_is(int count, double coverage)
    {
        double[] sorted = [.. Enumerable.Range(1, count).Select(i => (double)i)];

        Assert.Equal((1, count, coverage), OrderStatistics.MedianInterval(sorted));
    }

    [Theory]
    [InlineData(0.5, 6, 15)]
    [InlineData(0.9, 2, 5)]
    [InlineData(0.99, 8, 0)]
    public void A_wanted_confidence_is_reached_and_hardly_exceeded(double confidence, int more, int less)
    {
        double[] sorted = [.. Enumerable.Range(0, 40 + more + less).Select(i => (double)i)];

        var (low, high, coverage) = OrderStatistics.MedianInterval(sorted, confidence);
        var inner = 1 - (2 * Tail(sorted.Length, (int)low + 1));

        Assert.Equal(sorted.Length - 1, low + high);
        Assert.True(coverage >= confidence, $"{coverage}");
        Assert.True(inner < confidence, $"{inner}");
    }

    [Fact]
    public void Thousands_of_numbers_do_not_underflow()
    {
        double[] sorted = [.. Enumerable.Range(1, 10_000).Select(i => (double)i)];

        var (low, high, coverage) = OrderStatistics.MedianInterval(sorted);

        // The normal approximation: 5000.5 -+ 1.96 x 50.
        Assert.InRange(low, 4900, 4905);
        Assert.InRange(high, 5096, 5101);
        Assert.InRange(coverage, 0.95, 0.9525);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 8)]
    public void Quantiles_lie_between_their_neighbours(double share, double expected) =>
        Assert.Equal(expected, OrderStatistics.Quantile([1, 2, 3, 8], share), 12);

    [Fact]
    public void No_number_has_no_quantile()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistics.Quantile([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistics.MedianInterval([]));
    }

    /// <summary>P(B(n, 1/2) &lt;= k), summed as it stands.</summary>
    private static double Tail(int count, int most)
    {
        var (sum, term) = (0.0, Math.Pow(0.5, count));
        for (var i = 0; i <= most; i++)
        {
            sum += term;
            term *= (double)(count - i) / (i + 1);
        }

        return sum;
    }
}
