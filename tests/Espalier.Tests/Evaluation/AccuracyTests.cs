using Espalier.Evaluation;

namespace Espalier.Tests.Evaluation;

public sealed class AccuracyTests
{
    [Theory]
    [InlineData(9, 10, 0.5958, 0.9821)]
    [InlineData(0, 10, 0.0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1.0)]
    [InlineData(500, 1000, 0.4691, 0.5309)]
    public void The_interval_is_Wilsons(int correct, int total, double low, double high)
    {
        var accuracy = new Accuracy(correct, total);

        Assert.Equal((double)correct / total, accuracy.Fraction);
        Assert.Equal(low, accuracy.Interval.Low, 1e-4);
        Assert.Equal(high, accuracy.Interval.High, 1e-4);
    }

    // scipy 1.10.1: scipy.stats.binomtest(k, n).proportion_ci(method='wilson').
    [Theory]
    [InlineData(9, 10, 0.5958499732047615, 0.9821237869049271)]
    [InlineData(0, 1, 0.0, 0.7934506856227626)]
    [InlineData(777, 1000, 0.7501681060278987, 0.8017118697711035)]
    [InlineData(1, 10000, 1.765267360112231e-05, 0.0005662688974013381)]
    public void The_interval_is_that_of_scipy(int correct, int total, double low, double high)
    {
        var accuracy = new Accuracy(correct, total);

        Assert.Equal(low, accuracy.Interval.Low, 1e-12);
        Assert.Equal(high, accuracy.Interval.High, 1e-12);
    }

    [Fact]
    public void Impossible_counts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Accuracy(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Accuracy(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Accuracy(3, 2));
    }
}
