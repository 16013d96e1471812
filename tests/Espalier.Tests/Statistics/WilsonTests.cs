using Espalier.Statistics;

namespace Espalier.Tests.Statistics;

public sealed class WilsonTests
{
    [Fact]
    public void More_confidence_needs_a_wider_interval_and_none_is_refused()
    {
        var (narrow, wide) = (Wilson.Of(30, 40, 0.8), Wilson.Of(30, 40, 0.99));

        Assert.True(wide.Low < narrow.Low && narrow.High < wide.High);
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(1, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(3, 2));
    }

    [Theory]
    [InlineData(0.5, 100)]
    [InlineData(0.9, 100)]
    [InlineData(0.97, 500)]
    public void It_holds_the_true_share_as_often_as_it_says(double share, int images)
    {
        const int Trials = 4000;
        var random = new SeededRandom(7);
        var held = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var right = 0;
            for (var image = 0; image < images; image++)
            {
                right += random.NextDouble() < share ? 1 : 0;
            }

            var (low, high) = Wilson.Of(right, images);
            held += low <= share && share <= high ? 1 : 0;
        }

        // Counts are whole, so the coverage swings around 0.95 by some hundredths; 4000 trials tell it to 0.007.
        Assert.InRange((double)held / Trials, 0.93, 0.975);
    }
}
