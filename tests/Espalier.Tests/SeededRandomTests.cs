namespace Espalier.Tests;

public sealed class SeededRandomTests
{
    [Fact]
    public void Bits_equal_the_published_reference_sequence()
    {
        // Reference outputs of SplitMix64 for seed 1234567, as printed by several independent implementations.
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        var random = new SeededRandom(1234567);

        var drawn = expected.Select(_ => random.NextBits()).ToArray();

        Assert.Equal(expected, drawn);
    }

    [Fact]
    public void Normal_draws_have_the_normal_distributions_moments_and_shares()
    {
        var random = new SeededRandom(3);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNormal())];

        // Five standard errors.
        Assert.Equal(0, draws.Average(), 0.016);
        Assert.Equal(1, draws.Average(draw => draw * draw), 0.023);
        Assert.Equal(3, draws.Average(draw => Math.Pow(draw, 4)), 0.16);
        Assert.Equal(0.8413, draws.Count(draw => draw < 1) / 1e5, 0.006);
    }

    [Fact]
    public void Setting_the_state_back_repeats_the_draws()
    {
        var random = new SeededRandom(7);
        _ = random.NextDouble();
        var state = random.State;

        var first = Draws(random);
        random.State = state;
        var again = Draws(random);
        var elsewhere = Draws(new SeededRandom(state));

        Assert.Equal(first, again);
        Assert.Equal(first, elsewhere);

        static object[] Draws(SeededRandom random)
        {
            var bytes = new byte[11];
            random.NextBytes(bytes);
            var hex = Convert.ToHexString(bytes);
            return [random.Next(), random.Next(10), random.NextInt64(), random.NextDouble(), random.NextSingle(), hex];
        }
    }

    [Fact]
    public void Derived_seeds_differ_by_seed_purpose_and_every_index()
    {
        var seeds = new HashSet<ulong>();
        var made = 0;
        foreach (var seed in new ulong[] { 0, 1, 2, ulong.MaxValue })
        {
            foreach (var purpose in new[] { "", "augment", "split", "augmen", "taugmen" })
            {
                for (var index = -50L; index < 50; index++)
                {
                    seeds.Add(SeededRandom.Derive(seed, purpose, index));
                    seeds.Add(SeededRandom.Derive(seed, purpose, index, 0));
                    seeds.Add(SeededRandom.Derive(seed, purpose, 0, index + 1000));
                    made += 3;
                }
            }
        }

        Assert.Equal(made, seeds.Count);
    }

    [Fact]
    public void Derive_is_a_function_of_its_arguments() =>
        Assert.Equal(SeededRandom.Derive(5, "attack", 1, 2), SeededRandom.Derive(5, "attack", 1, 2));

    [Fact]
    public void Sequences_of_neighbouring_derived_seeds_do_not_correlate()
    {
        const int Count = 20_000;
        var one = new SeededRandom(SeededRandom.Derive(3, "batch", 0));
        var other = new SeededRandom(SeededRandom.Derive(3, "batch", 1));

        var sum = 0.0;
        for (var draw = 0; draw < Count; draw++)
        {
            sum += (one.NextDouble() - 0.5) * (other.NextDouble() - 0.5);
        }

        // A product of two independent centred uniforms has standard deviation 1/12; five of its standard errors.
        Assert.InRange(sum / Count, -5 / (12 * Math.Sqrt(Count)), 5 / (12 * Math.Sqrt(Count)));
    }

    [Fact]
    public void Whole_numbers_are_uniform_by_chi_square()
    {
        const int Cells = 20;
        const int Count = 40_000;
        var counts = new int[Cells];
        var random = new SeededRandom(11);
        for (var draw = 0; draw < Count; draw++)
        {
            counts[random.Next(-5, -5 + Cells) + 5]++;
        }

        var expected = (double)Count / Cells;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);

        // 19 degrees of freedom: quantiles 0.001 and 0.999.
        Assert.InRange(chiSquare, 5.41, 43.82);
    }

    [Fact]
    public void Fractions_lie_in_zero_to_one_and_average_one_half()
    {
        var random = new SeededRandom(13);
        var doubles = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).ToArray();
        var singles = Enumerable.Range(0, 20_000).Select(_ => random.NextSingle()).ToArray();

        Assert.All(doubles, value => Assert.True(value is >= 0 and < 1));
        Assert.All(singles, value => Assert.True(value is >= 0 and < 1));
        Assert.InRange(doubles.Average(), 0.49, 0.51);
        Assert.InRange(singles.Average(), 0.49, 0.51);
    }

    [Fact]
    public void Ranges_reach_their_ends_and_empty_ranges_give_their_start()
    {
        var random = new SeededRandom(17);
        var drawn = Enumerable.Range(0, 200).Select(_ => random.Next(3)).ToHashSet();
        var wide = Enumerable.Range(0, 200).Select(_ => random.Next(int.MinValue, int.MaxValue)).ToArray();
        var wider = Enumerable.Range(0, 200).Select(_ => random.NextInt64(long.MinValue, long.MaxValue)).ToArray();

        Assert.Equal([0, 1, 2], drawn.Order());
        Assert.Equal(0, random.Next(0));
        Assert.Equal(4, random.Next(4, 4));
        Assert.Contains(wide, value => value < 0);
        Assert.Contains(wide, value => value > 0);
        Assert.Contains(wider, value => value < 0);
        Assert.Contains(wider, value => value > 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(2, 1));
    }
}
