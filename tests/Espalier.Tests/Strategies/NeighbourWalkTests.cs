using Espalier.Costs;
using Espalier.Data;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Spaces.HyperCuboid;
using Espalier.Strategies;
using Espalier.Strategies.Candidates;

namespace Espalier.Tests.Strategies;

/// <summary>Limits and candidates in a space whose choices hang together.</summary>
public sealed class NeighbourWalkTests
{
    private static readonly HyperCuboidSpace Space = new();
    private static readonly NetworkSettings Settings = new() { Channels = 2, Input = new ImageShape(1, 8, 8), Classes = 2 };

    [Theory]
    [InlineData(null, 3300L)]
    [InlineData(4500L, null)]
    [InlineData(3600L, 3700L)]
    public void A_path_within_the_limits_is_found(long? least, long? most)
    {
        var limits = new NetworkLimits { MinParams = least, MaxParams = most };
        var random = new SeededRandom(3);
        for (var draw = 0; draw < 3; draw++)
        {
            var start = Space.Sample(random);

            var found = new LimitedDerivation(Space, limits, Cost).Nearest(start, Mixture(random));

            Assert.Equal(0, limits.Excess(Cost(found!)));
            Assert.Equal(found, Space.Parse(found!.Text, "test"));
        }
    }

    [Fact]
    public void Limits_that_no_path_keeps_are_not_kept() =>
        Assert.Null(new LimitedDerivation(Space, new NetworkLimits { MaxParams = Cost(Space.Smallest).Parameters - 1 }, Cost)
            .Nearest(Space.Largest, Mixture(new SeededRandom(1))));

    /// <summary>All weight on the path itself and a little on one neighbour: that one gives up least.</summary>
    [Fact]
    public void The_likeliest_neighbour_is_the_first_runner_up()
    {
        var (start, random) = (Space.Sample(new SeededRandom(6)), new SeededRandom(7));
        var likely = ChoiceMoves.Neighbours(Space, start).ElementAt(4);
        double[][,] mixture = [.. Space.CellKinds.Select((_, kind) =>
        {
            var row = Mixture(random)[kind];
            row[0, Space.Path(likely, kind)[0].Operation] = 2;
            row[0, Space.Path(start, kind)[0].Operation] = 3;
            return row;
        })];

        var runnersUp = new RunnersUp(Space).Of(start, mixture).ToArray();

        Assert.Equal(likely, runnersUp[0]);
        Assert.Equal(20, runnersUp.Distinct().Count());
    }

    [Fact]
    public void Candidates_are_distinct_paths_of_many_sizes()
    {
        var random = new SeededRandom(9);
        var start = Space.Sample(random);

        var candidates = new CandidatesAround(Space, NetworkLimits.None, Cost, _ => 0).Of(start, Mixture(random), 8);

        Assert.Equal(8, candidates.Select(candidate => candidate.Genotype).Distinct().Count());
        var sizes = candidates.Select(candidate => Cost(candidate.Genotype).Parameters).ToArray();
        Assert.True(sizes.Max() - sizes.Min() > (Cost(Space.Largest).Parameters - Cost(Space.Smallest).Parameters) / 3);
    }

    private static double[][,] Mixture(SeededRandom random) => [.. Space.CellKinds.Select(_ =>
    {
        var row = new double[1, Space.Operations.Count];
        for (var column = 0; column < row.Length; column++)
        {
            row[0, column] = random.NextDouble();
        }

        return row;
    })];

    private static NetworkCost Cost(Genotype genotype)
    {
        using var network = Space.Build(genotype, Settings);
        return new NetworkCost(NetworkCost.ParametersOf(network), 0);
    }
}
