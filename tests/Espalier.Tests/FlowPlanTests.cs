using Espalier.Costs;
using Espalier.Data;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;

namespace Espalier.Tests;

public sealed class FlowPlanTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    [Theory]
    [InlineData("darts", 4)]
    [InlineData("e2rnas", 4)]
    [InlineData("random-search", 2 * 2)]
    public void Every_stage_is_tried_and_its_steps_are_those_of_the_run(string method, int steps)
    {
        var before = LiveTensorsOfThread;
        var place = runs.Out($"planned-{method}");

        var plan = Flow.Plan(runs.Settings(method), place, new FlowWatch(), CancellationToken.None);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.False(Directory.Exists(place));
        var judges = method != "random-search";
        string[] names = judges ? ["search", "judge", "train", "evaluate"] : ["search", "train", "evaluate"];
        Assert.Equal(names, plan.Stages.Select(stage => stage.Name));
        int[] units = judges ? [steps, runs.Settings(method).Candidates, 2 * 3, 20] : [steps, 2 * 3, 20];
        Assert.Equal(units, plan.Stages.Select(stage => (int)stage.Units));
        Assert.All(plan.Stages, stage =>
        {
            Assert.True(stage.Unit.Steps >= 2, $"{stage.Name}: {stage.Unit.Steps} warm steps");
            Assert.InRange(stage.Unit.Median, stage.Unit.Low, stage.Unit.High);
            Assert.InRange(stage.Seconds.Expected, stage.Units * stage.Unit.Median / 1000, double.MaxValue);
        });
        Assert.Equal(plan.Stages.Sum(stage => stage.Seconds.Expected), plan.Seconds.Expected, 1e-9);
        Assert.InRange(plan.Memory.PeakMiB, 10, 1e6);
    }

    [Fact]
    public void Scores_of_untrained_networks_are_a_stage_before_the_search_that_asks_for_them()
    {
        var before = LiveTensorsOfThread;
        var settings = runs.Settings("robot") with
        {
            Train = false,
            Options = new Dictionary<string, string> { ["trials"] = "2", ["epochs"] = "1", ["pool"] = "7", ["metrics"] = "snip,l2-norm" },
        };

        var plan = Flow.Plan(settings, runs.Out("scored"), new FlowWatch(), CancellationToken.None);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal([("score", 7L), ("search", 4L)], plan.Stages.Select(stage => (stage.Name, stage.Units)));
        var score = plan.Stages[0];
        Assert.True(score.Unit.Low > 0 && score.Seconds.Expected >= 7 * score.Unit.Median / 1000, $"{score}");
        Assert.Equal(plan.Stages.Sum(stage => stage.Seconds.Expected), plan.Seconds.Expected, 1e-9);
        var greedy = settings with { Options = new Dictionary<string, string>(settings.Options) { ["trials"] = "9" } };
        Assert.Equal(9, Flow.Plan(greedy, runs.Out("scored"), new FlowWatch(), CancellationToken.None).Stages[0].Units);
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("random-search")]
    public void What_the_run_writes_is_foreseen(string method)
    {
        var disk = Flow.Plan(runs.Settings(method), runs.Out("nowhere"), new FlowWatch(), CancellationToken.None).Disk;

        var (path, _, _, _) = runs.Of(method);
        var written = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(disk.Bytes, 0.6 * written, 2 * written);
        Assert.Equal(disk.Bytes + Math.Max(disk.SearchCheckpoint, disk.TrainCheckpoint), disk.PeakBytes);
        if (method == "darts")
        {
            var checkpoint = new FileInfo(RunFolder.Open(path).Checkpoint("search")).Length;
            Assert.InRange(disk.SearchCheckpoint, 0.9 * checkpoint, 1.1 * checkpoint);
        }
    }

    [Fact]
    public void A_plan_tells_the_ends_of_the_space_and_refuses_limits_beyond_them()
    {
        var settings = runs.Settings("darts") with { Train = false, Limits = new NetworkLimits { MaxLatencyMilliseconds = 10_000 } };

        var plan = Flow.Plan(settings, runs.Out("ends"), new FlowWatch(), CancellationToken.None);

        Assert.Equal(["search", "judge"], plan.Stages.Select(stage => stage.Name));
        Assert.InRange(plan.Networks!.Smallest.LatencyMilliseconds!.Value, 1e-6, 10_000);
        Assert.Equal((ParametersOf(new DartsSpace().Smallest), ParametersOf(new DartsSpace().Largest)),
            (plan.Networks.Smallest.Parameters, plan.Networks.Largest.Parameters));
        var none = settings with { Limits = new NetworkLimits { MinParams = plan.Networks.Largest.Parameters + 1 } };
        Assert.Throws<InvalidInputException>(() => Flow.Plan(none, runs.Out("ends"), new FlowWatch(), CancellationToken.None));
    }

    [Fact]
    public void Networks_that_keep_narrow_limits_are_tried_and_none_that_does_not()
    {
        var least = Flow.Plan(runs.Settings("darts") with { Train = false }, runs.Out("x"), new FlowWatch(), CancellationToken.None).Networks!.Smallest;
        var settings = runs.Settings("random-search") with { Limits = new NetworkLimits { MaxParams = least.Parameters } };

        var plan = Flow.Plan(settings, runs.Out("narrow"), new FlowWatch(), CancellationToken.None);

        Assert.Contains("of 100 random networks none keeps the limits", plan.Warnings[0], StringComparison.Ordinal);
        Assert.True(plan.Disk.Model < (6 * least.Parameters) + 40_000, $"{plan.Disk.Model}");
    }

    [Fact]
    public void A_plan_can_be_interrupted()
    {
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(
            () => Flow.Plan(runs.Settings("darts"), runs.Out("stopped"), new FlowWatch(stop, 2), stop.Token));
    }

    private long ParametersOf(Genotype genotype)
    {
        var settings = runs.Settings("darts");
        using var network = new DartsSpace().Build(genotype, new NetworkSettings
        {
            Channels = settings.Final.Channels,
            Cells = settings.Final.Cells,
            StemStride = settings.StemStride,
            Input = new ImageShape(1, 12, 12),
            Classes = 2,
        });
        return NetworkCost.ParametersOf(network);
    }
}
