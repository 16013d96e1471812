using Espalier.Statistics;

namespace Espalier.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void Of_a_symmetric_share_both_intervals_are_alike()
    {
        var bootstrap = new Bootstrap(1);

        var (percentile, bca) = (bootstrap.Percentile([200, 200], Share), bootstrap.Bca([200, 200], Share));

        Assert.Equal(percentile.Low, bca.Low, 0.005);
        Assert.Equal(percentile.High, bca.High, 0.005);
        Assert.Equal(0.5 - (1.96 * 0.025), percentile.Low, 0.005);
        Assert.Equal(0.5 + (1.96 * 0.025), percentile.High, 0.005);
    }

    // scipy 1.10.1: scipy.stats.bootstrap((37 ones and 3 zeros,), numpy.mean, n_resamples=100000, method=..., random_state=1):
    // percentile 0.825 to 1, BCa 0.8 to 0.975. One image is 0.025.
    [Fact]
    public void Of_a_skewed_share_they_are_those_of_scipy()
    {
        var bootstrap = new Bootstrap(1, 20_000);

        var (percentile, bca) = (bootstrap.Percentile([37, 3], Share), bootstrap.Bca([37, 3], Share));

        Assert.Equal((0.825, 1.0), (Math.Round(percentile.Low, 9), Math.Round(percentile.High, 9)));
        Assert.Equal((0.8, 0.975), (Math.Round(bca.Low, 9), Math.Round(bca.High, 9)));
    }

    [Fact]
    public void The_difference_of_pairs_is_near_Newcombes()
    {
        int[] counts = [700, 80, 130, 90];

        var (low, high) = new Bootstrap(2).Bca(counts, drawn => (drawn[2] - drawn[1]) / 1000.0);

        var expected = new PairedCounts(700, 80, 130, 90).DifferenceInterval();
        Assert.Equal(expected.Low, low, 0.004);
        Assert.Equal(expected.High, high, 0.004);
    }

    [Fact]
    public void It_repeats_with_its_seed_and_passes_over_what_is_no_number()
    {
        // Of three observations, a third of the samples or so have none of the kind that is divided by.
        int[] counts = [2, 1];
        double Ratio(ReadOnlySpan<int> drawn) => drawn[1] == 0 ? double.NaN : (double)drawn[0] / drawn[1];

        Assert.Equal(new Bootstrap(3).Bca(counts, Ratio), new Bootstrap(3).Bca(counts, Ratio));
        var (low, high) = new Bootstrap(3).Percentile(counts, Ratio);
        Assert.Equal((0, 2), (low, high));
        Assert.NotEqual(new Bootstrap(3).Percentile([50, 49], Ratio), new Bootstrap(4).Percentile([50, 49], Ratio));
    }

    [Fact]
    public void Where_all_observations_are_alike_it_has_no_width()
    {
        Assert.Equal(new Interval(1, 1), new Bootstrap(1).Bca([9, 0], Share));
    }

    [Fact]
    public void What_cannot_be_resampled_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Bootstrap(1).Bca([0, 0], Share));
        Assert.Throws<ArgumentException>(() => new Bootstrap(1).Percentile([-1, 2], Share));
        Assert.Throws<ArgumentException>(() => new Bootstrap(1).Percentile([1, 2], _ => double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bootstrap(1, 99));
    }

    [Fact]
    public void It_holds_the_true_ratio_as_often_as_it_says()
    {
        const int Trials = 300;
        var random = new SeededRandom(9);
        var held = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            // Wrong 0.2, broken 0.2, standing 0.6: of the right ones 0.75 stand.
            var counts = new int[3];
            for (var image = 0; image < 150; image++)
            {
                counts[random.NextDouble() switch { < 0.2 => 0, < 0.4 => 1, _ => 2 }]++;
            }

            var (low, high) = new Bootstrap((ulong)trial, 400).Bca(counts, drawn => (double)drawn[2] / (drawn[1] + drawn[2]));
            held += low <= 0.75 && 0.75 <= high ? 1 : 0;
        }

        Assert.InRange((double)held / Trials, 0.91, 0.98);
    }

    private static double Share(ReadOnlySpan<int> counts) => (double)counts[0] / (counts[0] + counts[1]);
}
