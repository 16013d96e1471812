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

    [Fact]
    public void Only_what_is_given_binds()
    {
        Assert.False(NetworkLimits.None.Bind);
        Assert.True(new NetworkLimits { MinParams = 0 }.Bind);
        Assert.True(new NetworkLimits { MaxMacs = 1 }.Bind);
        Assert.Equal(string.Empty, NetworkLimits.None.ToString());
        Assert.Equal("at least 1 parameters, at most 2 MACs", new NetworkLimits { MinParams = 1, MaxMacs = 2 }.ToString());
    }

    [Fact]
    public void Faults_are_told_together()
    {
        Assert.Empty(new NetworkLimits { MinParams = 5, MaxParams = 5 }.Faults());
        Assert.Single(new NetworkLimits { MinParams = 6, MaxParams = 5 }.Faults());
        Assert.Equal(2, new NetworkLimits { MinParams = 6, MaxParams = 5, MaxMacs = -1 }.Faults().Count());
    }
}
