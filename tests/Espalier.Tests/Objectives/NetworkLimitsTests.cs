using Espalier.Costs;
using Espalier.Objectives;

namespace Espalier.Tests.Objectives;

public sealed class NetworkLimitsTests
{
    [Theory]
    [InlineData(null, null, null, 100, 100, 0)]
    [InlineData(100L, 200L, 300L, 100, 300, 0)]
    [InlineData(100L, 200L, 300L, 200, 1, 0)]
    [InlineData(null, 200L, null, 300, 1, 0.5)]
    [InlineData(null, null, 200L, 1, 500, 1.5)]
    [InlineData(null, 200L, 200L, 300, 500, 2)]
    [InlineData(400L, null, null, 100, 1, 0.75)]
    [InlineData(null, 0L, null, 5, 1, 4)]
    public void The_excess_is_the_relative_distance_outside(
        long? least, long? most, long? macs, long parameters, long cost, double expected) =>
        Assert.Equal(expected,
            new NetworkLimits { MinParams = least, MaxParams = most, MaxMacs = macs }.Excess(new NetworkCost(parameters, cost)), 12);

    [Theory]
    [InlineData(2.5, 0)]
    [InlineData(2, 0.25)]
    [InlineData(0.5, 4)]
    public void A_measured_latency_counts_like_the_others(double most, double expected)
    {
        var limits = new NetworkLimits { MaxParams = 100, MaxLatencyMilliseconds = most };

        Assert.Equal(expected, limits.Excess(new NetworkCost(100, 1, 2.5)), 12);
        Assert.Equal(expected + 0.5, limits.Excess(new NetworkCost(150, 1, 2.5)), 12);
        Assert.Equal(0.5, limits.WithoutLatency().Excess(new NetworkCost(150, 1)), 12);
    }

    [Fact]
    public void A_latency_that_was_not_measured_cannot_be_held_against_a_limit()
    {
        Assert.Throws<ArgumentException>(() => new NetworkLimits { MaxLatencyMilliseconds = 1 }.Excess(new NetworkCost(1, 1)));
        Assert.Equal(0, new NetworkLimits { MaxParams = 1 }.Excess(new NetworkCost(1, 1, 1e9)));
    }

    [Fact]
    public void Only_what_is_given_binds()
    {
        Assert.False(NetworkLimits.None.Bind);
        Assert.True(new NetworkLimits { MinParams = 0 }.Bind);
        Assert.True(new NetworkLimits { MaxMacs = 1 }.Bind);
        Assert.True(new NetworkLimits { MaxLatencyMilliseconds = 1 }.Bind);
        Assert.Equal(string.Empty, NetworkLimits.None.ToString());
        Assert.Equal("at least 1 parameters, at most 2 MACs", new NetworkLimits { MinParams = 1, MaxMacs = 2 }.ToString());
        Assert.Equal("at most 2 MACs, at most 2.5 ms", new NetworkLimits { MaxMacs = 2, MaxLatencyMilliseconds = 2.5 }.ToString());
    }

    [Fact]
    public void Faults_are_told_together()
    {
        Assert.Empty(new NetworkLimits { MinParams = 5, MaxParams = 5 }.Faults());
        Assert.Single(new NetworkLimits { MinParams = 6, MaxParams = 5 }.Faults());
        Assert.Equal(2, new NetworkLimits { MinParams = 6, MaxParams = 5, MaxMacs = -1 }.Faults().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_latency_is_a_finite_number_above_0(double most)
    {
        var fault = Assert.Single(new NetworkLimits { MaxLatencyMilliseconds = most }.Faults());

        Assert.Contains($"{most} ms", fault, StringComparison.Ordinal);
        Assert.Empty(new NetworkLimits { MaxLatencyMilliseconds = 1e-3 }.Faults());
    }
}
