using Espalier.Statistics;

namespace Espalier.Tests.Statistics;

public sealed class McNemarTests
{
    // scipy 1.10.1: scipy.stats.binomtest(min(b, c), b + c, 0.5).pvalue, and
    // 2 * scipy.stats.binom.cdf(min(b, c), b + c, 0.5) - scipy.stats.binom.pmf(min(b, c), b + c, 0.5).
    [Theory]
    [InlineData(10, 3, 0.09228515625, 0.05737304687500002)]
    [InlineData(0, 5, 0.0625, 0.03125)]
    [InlineData(25, 25, 1, 1)]
    [InlineData(40, 62, 0.03706676743856045, 0.029682214631626642)]
    [InlineData(1, 0, 1, 0.5)]
    [InlineData(300, 410, 4.16166174101772e-05, 3.578482914601201e-05)]
    [InlineData(0, 0, 1, 1)]
    public void Both_p_values_are_those_of_scipy(int onlyFirst, int onlySecond, double exact, double mid)
    {
        Assert.Equal(1, McNemar.Exact(onlyFirst, onlySecond) / exact, 1e-9);
        Assert.Equal(1, McNemar.MidP(onlyFirst, onlySecond) / mid, 1e-9);
        Assert.Equal(McNemar.Exact(onlyFirst, onlySecond), McNemar.Exact(onlySecond, onlyFirst));
    }

    [Fact]
    public void The_exact_one_is_the_sum_of_binomial_terms()
    {
        for (var discordant = 1; discordant <= 20; discordant++)
        {
            for (var fewer = 0; 2 * fewer <= discordant; fewer++)
            {
                var (term, sum) = (1.0, 0.0);
                for (var i = 0; i <= fewer; i++)
                {
                    sum += term;
                    term *= (double)(discordant - i) / (i + 1);
                }

                Assert.Equal(Math.Min(1, 2 * sum / Math.Pow(2, discordant)), McNemar.Exact(fewer, discordant - fewer), 1e-12);
            }
        }
    }

    [Fact]
    public void Equal_networks_are_called_different_no_oftener_than_promised()
    {
        const int Trials = 4000;
        var random = new SeededRandom(3);
        var rejected = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var onlyFirst = Enumerable.Range(0, 60).Count(_ => random.NextDouble() < 0.5);
            rejected += McNemar.Exact(onlyFirst, 60 - onlyFirst) < 0.05 ? 1 : 0;
        }

        // Exactly 0.0273 with 60 images: P(B(60, 1/2) <= 21) * 2.
        Assert.Equal(0.0273, (double)rejected / Trials, 0.009);
    }

    [Fact]
    public void Counts_below_zero_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => McNemar.Exact(-1, 2));
}
