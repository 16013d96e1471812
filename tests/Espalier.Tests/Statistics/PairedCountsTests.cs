using Espalier.Statistics;

namespace Espalier.Tests.Statistics;

public sealed class PairedCountsTests
{
    // Both Wilson intervals of scipy 1.10.1 (scipy.stats.binomtest(k, n).proportion_ci(method='wilson')) put into Newcombe's formula in Python.
    [Theory]
    [InlineData(36, 12, 2, 0, 0.05692958400323875, 0.3404276029749408)]
    [InlineData(20, 12, 2, 16, 0.05615642484174829, 0.32920699540014053)]
    [InlineData(50, 0, 0, 0, -0.07134759913335875, 0.07134759913335875)]
    [InlineData(0, 30, 0, 0, 0.8394678198623838, 1)]
    [InlineData(8800, 150, 90, 960, 0.002958479090825755, 0.00906780704674734)]
    [InlineData(0, 5, 5, 0, -0.526813818974872, 0.526813818974872)]
    public void The_interval_is_Newcombes(int both, int onlyFirst, int onlySecond, int neither, double low, double high)
    {
        var counts = new PairedCounts(both, onlySecond, onlyFirst, neither);

        Assert.Equal(low, counts.DifferenceInterval().Low, 1e-12);
        Assert.Equal(high, counts.DifferenceInterval().High, 1e-12);
        Assert.InRange(counts.Difference, low, high);
        var turned = new PairedCounts(both, onlyFirst, onlySecond, neither).DifferenceInterval();
        Assert.Equal(-high, turned.Low, 1e-12);
        Assert.Equal(-low, turned.High, 1e-12);
    }

    [Fact]
    public void Digits_are_counted()
    {
        var counts = PairedCounts.Of("1110001", "1010010");

        Assert.Equal(new PairedCounts(2, 2, 1, 2), counts);
        Assert.Equal((4, 3, 7), (counts.First, counts.Second, counts.Total));
        Assert.Equal(-1.0 / 7, counts.Difference);
        Assert.Equal(McNemar.Exact(2, 1), counts.ExactP());
        Assert.Throws<ArgumentException>(() => PairedCounts.Of("1", "11"));
        Assert.Throws<ArgumentException>(() => PairedCounts.Of("", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairedCounts(0, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairedCounts(1, -1, 0, 0));
    }

    [Fact]
    public void It_holds_the_true_difference_as_often_as_it_says()
    {
        const int Trials = 2000;
        const int Images = 200;
        var random = new SeededRandom(5);
        var held = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            // Both right 0.7, the first alone 0.08, the second alone 0.13, neither 0.09: a difference of 0.05.
            var counts = new int[4];
            for (var image = 0; image < Images; image++)
            {
                counts[random.NextDouble() switch { < 0.7 => 0, < 0.78 => 1, < 0.91 => 2, _ => 3 }]++;
            }

            var (low, high) = new PairedCounts(counts[0], counts[1], counts[2], counts[3]).DifferenceInterval();
            held += low <= 0.05 && 0.05 <= high ? 1 : 0;
        }

        Assert.InRange((double)held / Trials, 0.935, 0.98);
    }
}
