using Espalier.Corruptions.Noise;

namespace Espalier.Tests.Corruptions.Noise;

public sealed class PoissonDrawTests
{
    [Fact]
    public void Logarithms_of_factorials_are_exact()
    {
        var sum = 0.0;
        for (var n = 1; n <= 600; n++)
        {
            sum += Math.Log(n);

            Assert.Equal(sum, PoissonDraw.LogFactorial(n), 1e-12 * Math.Max(1, sum));
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(9.9)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(500)]
    public void Counts_come_as_often_as_the_distribution_says(double mean)
    {
        const int Draws = 40_000;
        var random = new SeededRandom(2);
        var counts = new Dictionary<long, int>();
        for (var i = 0; i < Draws; i++)
        {
            var drawn = PoissonDraw.Of(mean, random);
            counts[drawn] = counts.GetValueOrDefault(drawn) + 1;
        }

        // Chi square over the counts that are expected often enough; its mean is their number, its deviation the root of twice that.
        var (sum, cells) = (0.0, 0);
        for (var n = 0; n < 2 * mean + 20; n++)
        {
            var expected = Draws * Math.Exp((n * Math.Log(mean)) - mean - PoissonDraw.LogFactorial(n));
            if (expected > 10)
            {
                sum += Math.Pow(counts.GetValueOrDefault(n) - expected, 2) / expected;
                cells++;
            }
        }

        Assert.InRange(sum, 0, cells + (4 * Math.Sqrt(2.0 * cells)));
    }
}
