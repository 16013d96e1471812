using Espalier.Evaluation;
using Espalier.Statistics;

namespace Espalier.Tests.Evaluation;

public sealed class OutlierDetectionTests
{
    [Fact]
    public void What_is_apart_is_told_apart_and_what_is_alike_is_guessed()
    {
        var apart = OutlierDetection.Of([0.9, 0.8, 0.7], [0.5, 0.6]);
        Assert.Equal((1, 0, 0.7), (apart.Auroc, apart.FalsePositives.Correct, apart.Threshold));
        Assert.Equal(new Interval(1, 1), apart.Interval);

        Assert.Equal(0, OutlierDetection.Of([0.1], [0.5, 0.6]).Auroc);
        var tied = OutlierDetection.Of([1, 1, 1], [1, 1]);
        Assert.Equal((0.5, 1), (tied.Auroc, tied.FalsePositives.Fraction));
    }

    [Fact]
    public void A_tie_counts_half()
    {
        // Six pairs: three won, one lost, two tied.
        var found = OutlierDetection.Of([3, 2, 2], [2, 2.5]);

        Assert.Equal((1 + 0.5 + 0.5 + 1 + 0 + 0) / 6, found.Auroc, 1e-15);
    }

    [Fact]
    public void A_side_of_one_image_has_an_interval_that_says_nothing()
    {
        var found = OutlierDetection.Of([0.9, 0.8], [0.85]);

        Assert.Equal(0.5, found.Auroc);
        Assert.Equal(new Interval(0, 1), found.Interval);
    }

    /// <summary>Exponential scores of rates 1 and 3: the known one is higher with chance 3 / 4.</summary>
    [Fact]
    public void The_interval_covers_the_area_of_known_distributions_as_often_as_it_says()
    {
        var covered = 0;
        for (var seed = 0UL; seed < 200; seed++)
        {
            var random = new SeededRandom(seed);
            double[] Scores(int count, double rate) => [.. Enumerable.Range(0, count).Select(_ => -Math.Log(1 - random.NextDouble()) / rate)];
            var (low, high) = OutlierDetection.Of(Scores(150, 1), Scores(100, 3)).Interval;
            covered += low <= 0.75 && 0.75 <= high ? 1 : 0;
        }

        Assert.InRange(covered, 180, 200);
    }

    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(7, 40, 4)]
    [InlineData(40, 7, 6)]
    [InlineData(100, 60, 20)]
    [InlineData(101, 99, 1000)]
    public void It_agrees_with_looking_at_every_pair(int known, int others, int levels)
    {
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var random = new SeededRandom(seed);
            double[] inside = [.. Enumerable.Range(0, known).Select(_ => (random.Next(levels) + 1.0) / levels)];
            double[] outside = [.. Enumerable.Range(0, others).Select(_ => random.Next(levels) / (double)levels)];

            var found = OutlierDetection.Of(inside, outside);

            var won = inside.Sum(high => outside.Sum(low => high > low ? 1 : high == low ? 0.5 : 0));
            Assert.Equal(won / (known * others), found.Auroc, 1e-12);

            // Every score of a known image may be the threshold; the highest that keeps 95 % is.
            var threshold = inside.Where(score => inside.Count(other => other >= score) >= 0.95 * known).Max();
            Assert.Equal(threshold, found.Threshold);
            Assert.Equal(outside.Count(score => score >= threshold), found.FalsePositives.Correct);
        }
    }

    [Fact]
    public void No_scores_and_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => OutlierDetection.Of([], [1]));
        Assert.Throws<ArgumentException>(() => OutlierDetection.Of([1], []));
        Assert.Throws<ArgumentException>(() => OutlierDetection.Of([1], [double.NaN]));
    }
}
