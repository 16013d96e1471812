using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies;

public sealed class LimitedDerivationTests
{
    private static readonly SmallSpace Space = new();

    // An operation of the small space costs as much as its digit says: 1, 2 or 3; there are ten of them.
    private static readonly NetworkLimits AtMost27 = new() { MaxParams = 27 };

    [Fact]
    public void The_exchange_that_gives_up_least_per_excess_is_taken()
    {
        double[][,] mixture = [Rows([0.02, 0.03, 0.05, 0.9]), Rows([0.02, 0.03, 0.05, 0.9])];
        (mixture[1][4, 1], mixture[1][4, 2], mixture[1][4, 3]) = (0.25, 0.3, 0.4);

        // Thirty are three too many. The edge that is least sure saves 2 for ln(0.4 / 0.25), better than 1 for ln(0.4 / 0.3);
        // the one still too many is saved at the first of the others, from 3 to 2 for ln(0.9 / 0.05).
        var found = Derivation(AtMost27).Nearest(new SmallSpace.Choice("3333333333"), mixture)!;

        Assert.Equal("2333333331", found.Text);
    }

    [Fact]
    public void What_keeps_the_limits_is_left()
    {
        var genotype = new SmallSpace.Choice("3213213213");

        Assert.Equal(genotype, Derivation(AtMost27).Nearest(genotype, Even()));
    }

    [Fact]
    public void Limits_that_no_network_keeps_give_nothing()
    {
        Assert.Null(Derivation(new NetworkLimits { MaxParams = 9 }).Nearest(new SmallSpace.Choice("3333333333"), Even()));
        Assert.Null(Derivation(new NetworkLimits { MinParams = 31 }).Nearest(new SmallSpace.Choice("1111111111"), Even()));
    }

    [Fact]
    public void Limits_on_either_side_are_kept_wherever_a_network_keeps_them()
    {
        var random = new SeededRandom(5);
        for (var round = 0; round < 60; round++)
        {
            var limits = round % 2 == 0
                ? new NetworkLimits { MaxParams = random.Next(10, 31) }
                : new NetworkLimits { MinParams = random.Next(10, 31) };
            var start = Space.Sample(random);
            var mixture = Space.CellKinds.Select(_ => Filled((_, _) => random.NextDouble())).ToArray();

            var found = Derivation(limits).Nearest(start, mixture);

            Assert.NotNull(found);
            Assert.Equal(0, limits.Excess(Cost(found)));
        }
    }

    [Fact]
    public void Limits_that_pull_against_each_other_are_kept_by_two_exchanges_at_once()
    {
        // In the first cell a parameter costs 10 MACs, in the second 1. From all parameters in the first, each single exchange loses more of
        // one limit than it gains of the other.
        var limits = new NetworkLimits { MinParams = 20, MaxParams = 20, MaxMacs = 119 };
        var derivation = new LimitedDerivation(Space, limits, genotype => new NetworkCost(
            genotype.Text.Sum(digit => digit - '0'), genotype.Text.Select((digit, place) => (digit - '0') * (place < 5 ? 10 : 1)).Sum()));

        var found = derivation.Nearest(new SmallSpace.Choice("3333311111"), Even())!;

        Assert.Equal(20, found.Text.Sum(digit => digit - '0'));
        Assert.InRange(found.Text[..5].Sum(digit => digit - '0'), 5, 11);
    }

    [Fact]
    public void Costs_are_asked_once_per_exchange()
    {
        var asked = 0;
        var derivation = new LimitedDerivation(Space, new NetworkLimits { MaxParams = 10 }, genotype =>
        {
            asked++;
            return Cost(genotype);
        });

        Assert.Equal("1111111111", derivation.Nearest(new SmallSpace.Choice("3333333333"), Even())!.Text);
        Assert.Equal(1 + (10 * 2), asked);
    }

    [Fact]
    public void Times_that_add_up_are_walked_like_counts()
    {
        double[][,] mixture = [Rows([0.02, 0.03, 0.05, 0.9]), Rows([0.02, 0.03, 0.05, 0.9])];
        (mixture[1][4, 1], mixture[1][4, 2], mixture[1][4, 3]) = (0.25, 0.3, 0.4);
        var timed = new Timed((_, sum) => sum);

        Assert.Equal("2333333331", timed.Derivation(27).Nearest(new SmallSpace.Choice("3333333333"), mixture)!.Text);

        // All exchanges and the start once, then the network that was reached.
        Assert.Equal(1 + (10 * 2) + 1, timed.Measured.Count);
    }

    [Fact]
    public void A_walk_that_measures_short_of_its_prices_goes_on()
    {
        // The first exchange saves all that its price says, every further one half.
        var timed = new Timed((genotype, sum) => genotype.Text.Count(digit => digit != '3') is var exchanged and > 1
            ? 30 - ((30 - sum) * (1 + (0.5 * (exchanged - 1))) / exchanged)
            : sum);

        var found = timed.Derivation(22).Nearest(new SmallSpace.Choice("3333333333"), Even())!;

        Assert.Equal(found.Text, timed.Measured[^1].Genotype);
        Assert.InRange(timed.Measured[^1].Milliseconds, 10, 22);
        Assert.True(timed.Measured.Count > 1 + (10 * 2) + 1, $"{timed.Measured.Count} measurements");
    }

    [Fact]
    public void However_times_scatter_what_is_found_was_measured_within_the_limits()
    {
        var random = new SeededRandom(6);
        for (var round = 0; round < 100; round++)
        {
            // No genotype takes the same time twice, and an exchange saves less than the noise. A quarter above the fastest network is
            // always within reach.
            var timed = new Timed((_, sum) => sum * (0.95 + (0.1 * random.NextDouble())));
            var limits = new NetworkLimits
            {
                MaxLatencyMilliseconds = 12.5 + (15 * random.NextDouble()),
                MinParams = round % 2 == 0 ? null : 11,
            };
            var mixture = Space.CellKinds.Select(_ => Filled((_, _) => random.NextDouble())).ToArray();

            var found = timed.Derivation(limits).Nearest(new SmallSpace.Choice("3333333333"), mixture);

            Assert.Equal(found?.Text, timed.Measured[^1].Genotype);
            Assert.Equal(0, limits.Excess(timed.Measured[^1].Cost));
            Assert.InRange(timed.Measured.Count, 1, 4 * (21 + 20));
        }
    }

    [Fact]
    public void Times_that_no_network_keeps_give_nothing_and_an_end()
    {
        var constant = new Timed((_, _) => 5);
        var deceptive = new Timed((genotype, _) => genotype.Text.Count(digit => digit != '3') == 1 ? 9 : 10);
        var erratic = new SeededRandom(7);
        var noise = new Timed((_, _) => 5 + erratic.NextDouble());

        Assert.All([(constant, 4), (deceptive, 8.5), (noise, 4.5)], run =>
        {
            Assert.Null(run.Item1.Derivation(run.Item2).Nearest(new SmallSpace.Choice("3333333333"), Even()));
            Assert.InRange(run.Item1.Measured.Count, 21, 4 * (21 + 20));
        });
    }

    private static LimitedDerivation Derivation(NetworkLimits limits) => new(Space, limits, Cost);

    private static NetworkCost Cost(Genotype genotype) => new(genotype.Text.Sum(digit => digit - '0'), 0);

    private static double[][,] Even() => [Rows([0.25, 0.25, 0.25, 0.25]), Rows([0.25, 0.25, 0.25, 0.25])];

    private static double[,] Rows(double[] row) => Filled((_, operation) => row[operation]);

    /// <summary>Times networks by a rule, given the genotype and the sum of its digits, and writes down what it was asked.</summary>
    private sealed class Timed(Func<Genotype, int, double> rule)
    {
        public List<(string Genotype, double Milliseconds, NetworkCost Cost)> Measured { get; } = [];

        public LimitedDerivation Derivation(double most) => Derivation(new NetworkLimits { MaxLatencyMilliseconds = most });

        public LimitedDerivation Derivation(NetworkLimits limits) => new(Space, limits, Measure);

        private NetworkCost Measure(Genotype genotype)
        {
            var count = Cost(genotype);
            var cost = count with { LatencyMilliseconds = rule(genotype, (int)count.Parameters) };
            Measured.Add((genotype.Text, cost.LatencyMilliseconds.Value, cost));
            return cost;
        }
    }

    private static double[,] Filled(Func<int, int, double> value)
    {
        var rows = new double[Space.Edges.Count, Space.Operations.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var (edge, operation) = (i / Space.Operations.Count, i % Space.Operations.Count);
            rows[edge, operation] = value(edge, operation);
        }

        return rows;
    }
}
