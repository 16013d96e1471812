using Espalier.Fronts;

namespace Espalier.Tests.Fronts;

public sealed class NonDominatedSortTests
{
    [Fact]
    public void Ranks_peel_front_after_front()
    {
        double[][] items = [[1, 4], [2, 2], [4, 1], [2, 5], [3, 3], [5, 5], [1, 4]];

        Assert.Equal([0, 0, 0, 1, 1, 2, 0], NonDominatedSort.Ranks(items));
    }

    [Fact]
    public void Crowding_is_the_sides_of_the_box_between_neighbours()
    {
        double[][] front = [[0, 10], [1, 6], [3, 5], [10, 0]];

        Assert.Equal([double.PositiveInfinity, 0.3 + 0.5, 0.9 + 0.6, double.PositiveInfinity], NonDominatedSort.Crowding(front));
    }

    [Fact]
    public void What_is_no_number_is_worst()
    {
        Assert.Equal([1, 0], NonDominatedSort.Ranks([[double.NaN, 1], [2, 1]]));
    }

    [Fact]
    public void An_objective_that_is_equal_everywhere_crowds_nobody()
    {
        Assert.Equal([double.PositiveInfinity, 1, double.PositiveInfinity], NonDominatedSort.Crowding([[0, 3], [1, 3], [2, 3]]));
    }
}
