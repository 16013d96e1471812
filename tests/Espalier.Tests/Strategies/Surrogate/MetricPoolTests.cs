using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class MetricPoolTests
{
    [Fact]
    public void Min_and_max_are_the_ends() =>
        Assert.Equal([0, 1, 0.25, 0], MetricPool.Scaled([2, 10, 4, null], MetricScale.MinMax));

    [Fact]
    public void Ranks_do_not_feel_how_far_values_lie_apart() =>
        Assert.Equal([0, 1, 0.5, 0.5, 0], MetricPool.Scaled([2, 1e9, 3, 3, double.NaN], MetricScale.Rank));

    [Fact]
    public void What_is_the_same_for_all_says_nothing()
    {
        Assert.Equal([0, 0], MetricPool.Scaled([5, 5], MetricScale.MinMax));
        Assert.Equal([0, 0], MetricPool.Scaled([null, 5], MetricScale.Rank));
    }
}
