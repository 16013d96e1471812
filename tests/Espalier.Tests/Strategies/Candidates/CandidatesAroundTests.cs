using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Strategies.Candidates;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Candidates;

public sealed class CandidatesAroundTests
{
    private static readonly SmallSpace Space = new();
    private static readonly SmallSpace.Choice Derived = new("2222222222");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void The_derived_network_is_first_then_the_ladder_then_runners_up(int count)
    {
        var found = Around(NetworkLimits.None, count);

        Assert.Equal(new Candidate(Derived, CandidateOrigin.Search), found[0]);
        Assert.Equal(count, found.Count);
        Assert.Equal(count, found.Select(candidate => candidate.Genotype).Distinct().Count());
        Assert.Equal((count - 1) / 2, found.Count(candidate => candidate.Origin == CandidateOrigin.Bound));
        Assert.Equal(found.Select(candidate => candidate.Origin).Order(), found.Select(candidate => candidate.Origin));
    }

    [Fact]
    public void All_are_within_the_limits_and_where_there_are_no_more_there_are_fewer()
    {
        var limits = new NetworkLimits { MinParams = 20, MaxParams = 20 };

        Assert.Equal([Derived], Around(limits, 16).Select(candidate => candidate.Genotype));
        Assert.All(
            Around(limits with { MaxParams = 21 }, 16).Select(candidate => Size(candidate.Genotype)), size => Assert.InRange(size, 20, 21));
    }

    [Fact]
    public void Who_is_outside_by_a_measurement_makes_room_for_the_next()
    {
        var slow = Around(NetworkLimits.None, 9)[4].Genotype;

        var found = Around(NetworkLimits.None, 9, genotype => genotype.Equals(slow) ? 1 : 0);

        Assert.Equal(9, found.Count);
        Assert.DoesNotContain(slow, found.Select(candidate => candidate.Genotype));
    }

    [Fact]
    public void A_network_is_counted_once_however_many_rungs_there_are()
    {
        var counted = new List<Genotype>();

        new CandidatesAround(Space, NetworkLimits.None, Cost, _ => 0).Of(Derived, Even(), 31);

        Assert.Equal(counted.Distinct().Count(), counted.Count);
        Assert.InRange(counted.Count, 21, 21 + 15);

        NetworkCost Cost(Genotype genotype)
        {
            counted.Add(genotype);
            return new NetworkCost(Size(genotype), 0);
        }
    }

    private static IReadOnlyList<Candidate> Around(NetworkLimits limits, int count, Func<Genotype, double>? excess = null) =>
        new CandidatesAround(Space, limits, Cost, excess ?? (genotype => limits.Excess(Cost(genotype)))).Of(Derived, Even(), count);

    private static NetworkCost Cost(Genotype genotype) => new(Size(genotype), 0);

    private static int Size(Genotype genotype) => genotype.Text.Sum(digit => digit - '0');

    private static double[][,] Even()
    {
        var random = new SeededRandom(9);
        return [.. Space.CellKinds.Select(_ =>
        {
            var rows = new double[Space.Edges.Count, Space.Operations.Count];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i / Space.Operations.Count, i % Space.Operations.Count] = 0.2 + (0.1 * random.NextDouble());
            }

            return rows;
        })];
    }
}
