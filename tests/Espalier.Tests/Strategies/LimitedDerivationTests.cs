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

    private static LimitedDerivation Derivation(NetworkLimits limits) => new(Space, limits, Cost);

    private static NetworkCost Cost(Genotype genotype) => new(genotype.Text.Sum(digit => digit - '0'), 0);

    private static double[][,] Even() => [Rows([0.25, 0.25, 0.25, 0.25]), Rows([0.25, 0.25, 0.25, 0.25])];

    private static double[,] Rows(double[] row) => Filled((_, operation) => row[operation]);

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
