using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Strategies.Candidates;
using Espalier.Tests.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Candidates;

/// <summary>In the small space an operation costs as much as its digit says: 1, 2 or 3; there are ten of them.</summary>
public sealed class BoundLadderTests
{
    private static readonly SmallSpace Space = new();

    [Fact]
    public void Rungs_stand_at_equal_steps_between_the_smallest_and_the_largest_network()
    {
        // 10 to 30: rungs at 14, 18, 22, 26. Those below the derived network's 20 are upper bounds, the others lower ones.
        var found = Ladder(NetworkLimits.None).Of(new SmallSpace.Choice("2222222222"), Even(), 4).Select(Size);

        Assert.Equal([14, 18, 22, 26], found);
    }

    [Fact]
    public void The_operation_that_is_likelier_pays_for_a_rung()
    {
        // One edge of the second cell gives its operation up most easily.
        var mixture = Even();
        foreach (var rows in mixture)
        {
            for (var edge = 0; edge < Space.Edges.Count; edge++)
            {
                (rows[edge, 1], rows[edge, 2]) = (0.1, 0.8);
            }
        }

        (mixture[1][3, 1], mixture[1][3, 2]) = (0.3, 0.31);

        var found = Ladder(NetworkLimits.None).Of(new SmallSpace.Choice("2222222222"), mixture, 19).ToArray();

        Assert.Equal("2222222212", found.Single(genotype => Size(genotype) == 19).Text);
    }

    [Fact]
    public void The_limits_of_the_run_end_the_ladder()
    {
        var limits = new NetworkLimits { MinParams = 18, MaxParams = 24 };

        var found = Ladder(limits).Of(new SmallSpace.Choice("2222222222"), Even(), 5).Select(Size).ToArray();

        Assert.Equal([19, 20, 21, 22, 23], found);
    }

    [Fact]
    public void A_rung_that_other_limits_forbid_is_left_out()
    {
        // As many MACs as parameters: above 21 there is nothing.
        var found = Ladder(new NetworkLimits { MaxMacs = 21 }).Of(new SmallSpace.Choice("2222222222"), Even(), 4).Select(Size);

        Assert.Equal([14, 18], found);
    }

    private static BoundLadder Ladder(NetworkLimits limits) => new(Space, limits, genotype => new NetworkCost(Size(genotype), Size(genotype)));

    private static int Size(Genotype genotype) => genotype.Text.Sum(digit => digit - '0');

    private static double[][,] Even() => [Rows(), Rows()];

    private static double[,] Rows()
    {
        var rows = new double[Space.Edges.Count, Space.Operations.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i / Space.Operations.Count, i % Space.Operations.Count] = 0.25;
        }

        return rows;
    }
}
