using Espalier.Costs;
using Espalier.Estimators.Tables;
using Espalier.Objectives;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;
using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests;

public sealed class FlowDeviceTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    private const string Device = "fpga";
    private static readonly NasBench201Space Space = new();
    private static readonly Lazy<DeviceLatency> Table = new(() => Flow.LatencyOn(new(Device, PublishedTables.Root), Space));

    [NasBench201Theory]
    [InlineData("darts")]
    [InlineData("random-search")]
    public void A_limit_is_held_against_the_table_and_the_front_goes_by_it(string method)
    {
        var (before, watch, most) = (LiveTensorsOfThread, new FlowWatch(), Middle(0.3));
        var settings = Settings(method) with { Train = false, Limits = new NetworkLimits { MaxLatencyMilliseconds = most } };

        var result = Flow.Start(settings, runs.Out($"device-{method}"), watch, CancellationToken.None);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal((Device, Of(result.Genotype)), (result.LatencyDevice, result.LatencyMilliseconds));
        Assert.InRange(result.LatencyMilliseconds!.Value, 0, most);
        Assert.NotEmpty(result.Front);
        Assert.All(result.Front, member => Assert.Equal(Of(member.Genotype), member.LatencyMilliseconds));
        Assert.All(result.Front, member => Assert.InRange(member.LatencyMilliseconds!.Value, 0, most));
        Assert.DoesNotContain("measure", watch.Stages);
        Assert.False(File.Exists(RunFolder.Open(runs.Out($"device-{method}")).Measured));
        Assert.Equal(result.Hash, Flow.Start(settings, runs.Out($"again-{method}"), new FlowWatch(), CancellationToken.None).Hash);
    }

    [NasBench201Fact]
    public void Without_a_limit_its_latencies_are_an_objective_of_the_front_all_the_same()
    {
        var settings = Settings("random-search") with
        {
            Train = false,
            Options = new Dictionary<string, string> { ["trials"] = "6", ["epochs"] = "1" },
        };

        var result = Flow.Start(settings, runs.Out("device-front"), new FlowWatch(), CancellationToken.None);

        Assert.All(result.Front, member => Assert.Equal(Of(member.Genotype), member.LatencyMilliseconds));
    }

    [NasBench201Fact]
    public void What_the_table_cannot_tell_is_refused_before_anything_is_written()
    {
        var settings = Settings("random-search");

        Refuses(settings with { Space = DartsGenotype.SpaceName }, "nas-bench-201", "the space is darts");
        Refuses(settings with { LatencyDevice = new("abacus", PublishedTables.Root) }, "'abacus'", "titan_rtx_256", "fpga");
        Refuses(settings with { LatencyDevice = new(Device, runs.Data) }, NasBench201LatencyTable.Folder);
        Refuses(
            settings with { Limits = new NetworkLimits { MaxLatencyMilliseconds = Table.Value.Fastest * 0.99 } }, "--max-latency", "the fastest cell takes", "fpga");
    }

    [NasBench201Fact]
    public void A_plan_tells_what_the_smallest_network_takes_there()
    {
        var settings = Settings("random-search") with { Train = false, Limits = new NetworkLimits { MaxLatencyMilliseconds = Middle(0.9) } };

        var plan = Flow.Plan(settings, runs.Out("device-plan"), new FlowWatch(), CancellationToken.None);

        Assert.Equal(Table.Value.Of(Space.Smallest), plan.Networks!.Smallest.LatencyMilliseconds);
    }

    private static double Of(string genotype) => Table.Value.Of(Space.Parse(genotype, "test"));

    private static double Middle(double share) =>
        OrderStatistics.Quantile([.. Space.All().Select(cell => Table.Value.Of(cell)).Order()], share);

    private FlowSettings Settings(string method) => runs.Settings(method) with
    {
        Space = Space.Name,
        LatencyDevice = new(Device, PublishedTables.Root),
    };

    private void Refuses(FlowSettings settings, params string[] expected)
    {
        var fault = Assert.Throws<InvalidInputException>(
            () => Flow.Start(settings, runs.Out("device-refused"), new FlowWatch(), CancellationToken.None));

        Assert.All(expected, text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', fault.Message);
        Assert.False(Directory.Exists(runs.Out("device-refused")));
    }
}
