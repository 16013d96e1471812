using Espalier.Costs;
using Espalier.Data;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests;

public sealed class FeasibilityTests
{
    private static readonly DartsSpace Space = new();
    private static readonly NetworkSettings Network =
        new() { Channels = 8, Cells = 4, StemStride = 2, Input = new ImageShape(1, 28, 28), Classes = 10 };

    private static readonly Feasibility Found = new(Space, Network);
    private static readonly NetworkCost[] Leanest = [.. Space.Price(Network).Leanest()!];

    [Fact]
    public void A_limit_beyond_an_extreme_is_refused_with_both_extremes()
    {
        var (least, most) = (Found.Smallest, Found.Largest);

        Refused(
            new NetworkLimits { MaxParams = least.Parameters - 1 },
            Text($"--max-params {least.Parameters - 1:N0}: the smallest network of 8 channels and 4 cells has {least.Parameters:N0} parameters ")
            + Text($"(the largest {most.Parameters:N0}); raise the limit, or lower --train-channels or --train-cells"));
        Refused(
            new NetworkLimits { MinParams = most.Parameters + 1 },
            Text($"--min-params {most.Parameters + 1:N0}: the largest network of 8 channels and 4 cells has {most.Parameters:N0} parameters ")
            + Text($"(the smallest {least.Parameters:N0}); lower the limit, or raise --train-channels or --train-cells"));
        Refused(
            new NetworkLimits { MaxMacs = least.Macs - 1 },
            Text($"--max-macs {least.Macs - 1:N0}: the smallest network of 8 channels and 4 cells takes {least.Macs:N0} multiply-accumulates"));
        Keeps(new NetworkLimits { MaxParams = least.Parameters, MaxMacs = least.Macs });
        Keeps(new NetworkLimits { MinParams = most.Parameters });
    }

    [Fact]
    public void Faults_are_told_together() => Refused(
        new NetworkLimits { MaxParams = 1, MaxMacs = 2 }, "--max-params 1: the smallest", "; --max-macs 2: the smallest", "raise the limit");

    [Fact]
    public void A_range_between_two_networks_is_refused_with_both()
    {
        var place = Enumerable.Range(0, Leanest.Length - 1).MaxBy(i => Leanest[i + 1].Parameters - Leanest[i].Parameters);
        var (below, above) = (Leanest[place].Parameters, Leanest[place + 1].Parameters);
        Assert.True(above - below > 2, $"{below} {above}");

        Refused(
            new NetworkLimits { MinParams = below + 1, MaxParams = above - 1 },
            Text($"--min-params {below + 1:N0}, --max-params {above - 1:N0}: no network of 8 channels and 4 cells has so many parameters: "),
            Text($"the nearest have {below:N0} and {above:N0}; widen the range"));
        Keeps(new NetworkLimits { MinParams = below, MaxParams = above - 1 });
        Keeps(new NetworkLimits { MinParams = below + 1, MaxParams = above });
    }

    [Fact]
    public void Many_parameters_with_few_MACs_are_refused_exactly_where_no_network_has_both()
    {
        var least = Found.Largest.Parameters * 9 / 10;
        var fewest = Leanest.Where(cost => cost.Parameters >= least).Min(cost => cost.Macs);

        Refused(
            new NetworkLimits { MinParams = least, MaxMacs = fewest - 1 },
            Text($"--min-params {least:N0}, --max-macs {fewest - 1:N0}: a network of 8 channels and 4 cells with so many parameters "),
            Text($"takes at least {fewest:N0} multiply-accumulates"));
        Keeps(new NetworkLimits { MinParams = least, MaxMacs = fewest });
    }

    [Fact]
    public void What_a_network_keeps_is_never_refused()
    {
        var random = new SeededRandom(12);
        for (var draw = 0; draw < 40; draw++)
        {
            using var network = Space.Build(Space.Sample(random), Network);
            var cost = NetworkCost.Of(network, [1, 28, 28]);

            Keeps(new NetworkLimits { MinParams = cost.Parameters, MaxParams = cost.Parameters, MaxMacs = cost.Macs });
        }
    }

    [Fact]
    public void Latency_is_measured_where_it_is_limited_and_nowhere_else()
    {
        Found.Require(new NetworkLimits { MaxParams = 1_000_000 }, () => throw new InvalidOperationException("nobody asked"));
        Found.Require(new NetworkLimits { MaxLatencyMilliseconds = 2 }, () => 2);

        var fault = Assert.Throws<InvalidInputException>(() => Found.Require(new NetworkLimits { MaxLatencyMilliseconds = 2 }, () => 2.5));

        Assert.StartsWith(
            "--max-latency 2: the smallest network of 8 channels and 4 cells takes 2.5 ms for one image here; raise",
            fault.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20L, 10L, "--min-params 20, --max-params 10: the least is above the most; ")]
    [InlineData(null, 10L, "--max-params 10: the smallest network of 8 channels and 4 cells has at least ")]
    [InlineData(900_000_000L, null, "--min-params 900,000,000: the largest network of 8 channels and 4 cells has at most ")]
    public void Some_limits_are_refused_before_data_is_there(long? least, long? most, string message)
    {
        var limits = new NetworkLimits { MinParams = least, MaxParams = most };

        var fault = Assert.Throws<InvalidInputException>(() => Feasibility.RequireForAnyData(Space, new NetworkSize(8, 4), limits));

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_limit_that_some_data_allows_is_refused_before_it_is_there()
    {
        Feasibility.RequireForAnyData(
            Space, new NetworkSize(8, 4), new NetworkLimits { MaxParams = Found.Smallest.Parameters, MaxMacs = 1, MaxLatencyMilliseconds = 1e-9 });
        Feasibility.RequireForAnyData(Space, new NetworkSize(8, 4), new NetworkLimits { MinParams = Found.Largest.Parameters });
    }

    private static void Keeps(NetworkLimits limits) => Found.Require(limits, () => 0);

    private static void Refused(NetworkLimits limits, params string[] parts)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Found.Require(limits, () => 0));
        Assert.StartsWith(parts[0], fault.Message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
