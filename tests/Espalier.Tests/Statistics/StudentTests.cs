using Espalier.Statistics;

namespace Espalier.Tests.Statistics;

public sealed class StudentTests
{
    // The half-width of a mean of n values with deviation sqrt(n) is the t-quantile itself. scipy 1.10.1: scipy.stats.t.ppf(0.975, n - 1);
    // the tables say 12.706, 4.303, 2.776, 2.262, 2.042.
    [Theory]
    [InlineData(2, 12.706204736432095)]
    [InlineData(3, 4.302652729911275)]
    [InlineData(5, 2.7764451051977987)]
    [InlineData(10, 2.2621571627409915)]
    [InlineData(31, 2.0422724563012373)]
    public void The_half_width_is_the_tables_quantile(int count, double quantile)
    {
        var (low, high) = Student.OfMean(0, Math.Sqrt(count), count);

        Assert.Equal(quantile, high, 1e-8);
        Assert.Equal(-high, low, 1e-12);
    }

    [Fact]
    public void A_single_value_has_none()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Student.OfMean(0.5, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Student.OfMean(0.5, -1, 2));
        Assert.Equal(new Interval(0.5, 0.5), Student.OfMean(0.5, 0, 2));
    }

    // scipy 1.10.1, values (0.80, 0.82, 0.87) and (0.70, 0.75, 0.71, 0.74): the difference of means and
    // scipy.stats.t.ppf(0.975, df) * sqrt(va + vb), va and vb the variances of the means, df = (va + vb)^2 / (va^2 / 2 + vb^2 / 3).
    [Fact]
    public void The_difference_of_two_means_is_Welchs()
    {
        var first = (Mean: 0.83, Deviation: Math.Sqrt(0.0026 / 2), Count: 3);
        var second = (Mean: 0.725, Deviation: Math.Sqrt(0.0017 / 3), Count: 4);

        var (low, high) = Student.OfDifference(first, second);

        Assert.Equal(-0.17767543648468415, low, 1e-9);
        Assert.Equal(-0.032324563515315805, high, 1e-9);
        var (back, forth) = Student.OfDifference(second, first);
        Assert.Equal((-high, -low), (back, forth));
        Assert.Equal(new Interval(0.25, 0.25), Student.OfDifference((0.25, 0, 2), (0.5, 0, 3)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void It_holds_the_true_mean_as_often_as_it_says(int count)
    {
        const int Trials = 2000;
        var random = new SeededRandom(11);
        var held = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => 0.8 + (0.01 * random.NextNormal()))];
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (count - 1));
            var (low, high) = Student.OfMean(mean, deviation, count);
            held += low <= 0.8 && 0.8 <= high ? 1 : 0;
        }

        // Three times the error of so many trials.
        Assert.Equal(0.95, (double)held / Trials, 0.015);
    }
}
