using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class ChoiceHarmTests
{
    // Two choices of two values each.
    private static readonly double[][] Rows = [[1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 1, 0]];

    [Fact]
    public void A_value_is_as_harmful_as_its_mean_where_it_is_chosen()
    {
        double[][] parts = [[-1, 9, 0.5, 9, 0], [-3, 9, 9, 0.2, 0], [9, 2, 0.1, 9, 0], [9, 4, -0.3, 9, 0]];

        var harms = ChoiceHarm.Singles(parts, Rows);

        Assert.Equal([0, 2, 3, 1], harms.Select(harm => harm.First));
        Assert.Equal([-2, 0.1, 0.2, 3], harms.Select(harm => Math.Round(harm.Effect, 9)));
        Assert.True(harms[0].IsIn(Rows[0]));
        Assert.False(harms[0].IsIn(Rows[2]));
    }

    [Fact]
    public void A_pair_counts_twice_its_half_for_each_way_that_networks_go()
    {
        double[][][] pairs = [.. Rows.Select((_, network) => Square(0, 2, network + 1))];

        var harms = ChoiceHarm.Pairs(pairs, Rows, [2, 2]);

        // Values 0 and 2: both (network 0), the first alone (1), the second alone (2 and 3). Both not: nobody.
        var told = harms.Where(harm => harm is { First: 0, Second: 2 })
            .ToDictionary(harm => (harm.FirstChosen, harm.SecondChosen), harm => harm.Effect);
        Assert.Equal(3, told.Count);
        Assert.Equal(2, told[(true, true)]);
        Assert.Equal(4, told[(true, false)]);
        Assert.Equal(7, told[(false, true)]);
        Assert.DoesNotContain(harms, harm => harm is { First: 0, Second: 1 });
        Assert.All(harms.Where(harm => harm.Second != 2 || harm.First != 0), harm => Assert.Equal(0, harm.Effect));
    }

    private static double[][] Square(int first, int second, double half)
    {
        double[][] square = [.. Enumerable.Range(0, 5).Select(_ => new double[5])];
        (square[first][second], square[second][first]) = (half, half);
        return square;
    }
}
