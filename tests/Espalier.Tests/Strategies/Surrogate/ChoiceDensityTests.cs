using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class ChoiceDensityTests
{
    private static readonly int[][] Points = [[0, 1], [0, 2], [1, 2], [0, 2]];
    private static readonly int[] Choices = [2, 4];

    /// <summary>1.06 times the deviation times 4^(-1/6), by hand: deviations are sqrt(3)/4 of both choices.</summary>
    [Fact]
    public void Bandwidths_are_those_of_the_rule_of_thumb_within_their_bounds()
    {
        var rule = 1.06 * Math.Sqrt(3) / 4 * Math.Pow(4, -1.0 / 6);

        Assert.Equal([rule, rule], Density(ChoiceKernel.Reference, 1e-3).Bandwidths, (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal([0.5, 0.6], Density(ChoiceKernel.Reference, 0.6).Bandwidths.Select((value, i) => i == 0 ? value - 0.1 : value));
        Assert.Equal([0.5, 0.6], Density(ChoiceKernel.Bounded, 0.6).Bandwidths);
    }

    [Fact]
    public void A_density_is_the_mean_of_products_of_kernels()
    {
        var density = Density(ChoiceKernel.Bounded, 0.4);
        Assert.Equal([0.4, 0.4], density.Bandwidths);

        // Of two values the other one has 0.4; of four each other one 0.4 / 3.
        Assert.Equal(((0.6 * 0.6) + (0.6 * 0.4 / 3) + (0.4 * 0.4 / 3) + (0.6 * 0.4 / 3)) / 4, density.At([0, 1]), 1e-12);
        Assert.Equal(1, All().Sum(density.At), 1e-12);
    }

    /// <summary>As statsmodels does it, the second choice has but the two values that were seen.</summary>
    [Fact]
    public void The_reference_shares_among_the_values_that_were_seen()
    {
        var density = Density(ChoiceKernel.Reference, 0.4);

        Assert.Equal(((0.6 * 0.6) + (0.6 * 0.4) + (0.4 * 0.4) + (0.6 * 0.4)) / 4, density.At([0, 1]), 1e-12);
        Assert.Equal(((0.6 * 0.4) + (0.6 * 0.4) + (0.4 * 0.4) + (0.6 * 0.4)) / 4, density.At([0, 3]), 1e-12);
        Assert.True(double.IsInfinity(new ChoiceDensity([[0, 1], [1, 1]], Choices, 0.4, ChoiceKernel.Reference).At([0, 2])));
    }

    [Theory]
    [InlineData(ChoiceKernel.Bounded)]
    [InlineData(ChoiceKernel.Reference)]
    public void Draws_are_as_frequent_as_their_chances(ChoiceKernel kernel)
    {
        var (density, random) = (Density(kernel, 0.4), new SeededRandom(6));
        var counts = new Dictionary<(int, int), int>();
        const int draws = 40_000;
        for (var i = 0; i < draws; i++)
        {
            var drawn = density.Draw(random, factor: 1);
            counts[(drawn[0], drawn[1])] = counts.GetValueOrDefault((drawn[0], drawn[1])) + 1;
        }

        // Without a factor draws are from the density; the reference's keep a value with 1 - h, and draw it again with a share of h.
        var own = kernel == ChoiceKernel.Bounded ? 0.6 : 0.6 + (0.4 / 2);
        var wide = kernel == ChoiceKernel.Bounded ? 0.4 / 3 : 0.4 / 4;
        var same = kernel == ChoiceKernel.Bounded ? 0.6 : 0.6 + (0.4 / 4);
        Assert.Equal(((own * same) + (own * wide) + ((1 - own) * wide) + (own * wide)) / 4, counts[(0, 1)] / (double)draws, 0.012);
    }

    [Fact]
    public void A_choice_without_a_choice_stays()
    {
        var density = new ChoiceDensity([[0, 0], [0, 1]], [1, 2], 0.3, ChoiceKernel.Bounded);

        Assert.All(Enumerable.Range(0, 50), seed => Assert.Equal(0, density.Draw(new SeededRandom((ulong)seed), 3)[0]));
        Assert.Equal(1, density.At([0, 0]) + density.At([0, 1]), 1e-12);
    }

    private static ChoiceDensity Density(ChoiceKernel kernel, double least) => new(Points, Choices, least, kernel);

    private static IEnumerable<int[]> All() => Enumerable.Range(0, 2).SelectMany(one => Enumerable.Range(0, 4).Select(other => new[] { one, other }));
}
