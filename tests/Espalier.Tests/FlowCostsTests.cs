using Espalier.Costs;
using Espalier.Data;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Studies;

namespace Espalier.Tests;

/// <summary>Limits of latency, held against a clock that says how long every forward pass takes.</summary>
public sealed class FlowCostsTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    [Theory]
    [InlineData("darts")]
    [InlineData("random-search")]
    public void A_network_within_the_limit_is_taken_as_if_there_were_none(string method)
    {
        var watch = new FlowWatch();
        var before = LiveTensorsOfThread;

        var result = Search(method, $"fast-{method}", 20, watch, () => 10);

        Assert.Equal(before, LiveTensorsOfThread);
        Assert.Equal(runs.Of(method).Result.Genotype, result.Genotype);
        Assert.Equal(10, result.LatencyMilliseconds);
        Assert.Equal(["search"], watch.Stages);
        Assert.Empty(watch.Warnings);
    }

    [Fact]
    public void A_network_that_was_measured_in_a_slow_spell_gets_a_second_chance()
    {
        var (watch, readings) = (new FlowWatch(), 0);

        var result = Search("darts", "spell", 20, watch, () => watch.Steps.GetValueOrDefault("search") == 4 && ++readings <= 30 ? 40 : 10);

        Assert.True(readings > 2 * 24, $"{readings} readings");
        Assert.Equal(10, result.LatencyMilliseconds);
        Assert.Equal(runs.Of("darts").Result.Genotype, result.Genotype);
        Assert.Empty(watch.Warnings);
    }

    [Fact]
    public void A_derived_network_that_is_too_slow_gives_way_to_one_that_was_measured_within_the_limit()
    {
        var watch = new FlowWatch();

        var result = Search("darts", "exchanged", 20, watch, () => watch.Stages is ["search"] ? 40 : 10);

        Assert.Equal(10, result.LatencyMilliseconds);
        Assert.Equal(["search", "measure"], watch.Stages);
        var warning = Assert.Single(watch.Warnings);
        Assert.Contains("parameters and 40 ms is outside the limits", warning, StringComparison.Ordinal);
        Assert.EndsWith("and 10 ms", warning, StringComparison.Ordinal);

        // One exchange was enough; all others were looked at.
        Assert.NotEqual(runs.Of("darts").Result.Genotype, result.Genotype);
        Assert.Equal(1 + (16 * 6), Taken("exchanged").Length);
        Assert.True(watch.Steps["measure"] > 16 * 6);
    }

    [Theory]
    [InlineData("darts", "no network of 3 channels", "and 100 ms, keeps them; of 97 measured the fastest takes 100 ms; loosen")]
    [InlineData("random-search", "no network was found", "of 300 measured the fastest takes 100 ms; loosen them")]
    public void A_limit_that_no_network_keeps_is_the_callers_fault(string method, params string[] expected)
    {
        // Slow only once the search has begun: else it would not.
        var watch = new FlowWatch();
        var fault = Assert.Throws<InvalidInputException>(
            () => Search(method, $"hopeless-{method}", 20, watch, () => watch.Stages.Count > 0 ? 100 : 10));

        Assert.StartsWith("limits (at most 20 ms): ", fault.Message, StringComparison.Ordinal);
        Assert.All(expected, text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', fault.Message);
        Assert.False(File.Exists(RunFolder.Open(runs.Out($"hopeless-{method}")).Result));
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("random-search")]
    public void A_limit_that_the_smallest_network_breaks_is_refused_before_the_search(string method)
    {
        var watch = new FlowWatch();

        var fault = Assert.Throws<InvalidInputException>(() => Search(method, $"slow-{method}", 20, watch, () => 100));

        Assert.StartsWith(
            "--max-latency 20: the smallest network of 3 channels and 3 cells takes 100 ms for one image here; raise",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Empty(watch.Stages);
        Assert.False(Directory.Exists(runs.Out($"slow-{method}")));
    }

    [Fact]
    public void Only_what_keeps_the_other_limits_is_measured()
    {
        var most = runs.Of("darts").Result.Params!.Value * 9 / 10;
        var settings = Settings("random-search", 20) with
        {
            Limits = new NetworkLimits { MaxParams = most, MaxLatencyMilliseconds = 20 },
            Options = new Dictionary<string, string> { ["trials"] = "4", ["epochs"] = "1" },
            SearchBatch = 30,
        };
        var (watch, random) = (new FlowWatch(), new SeededRandom(4));

        Flow.Start(
            settings, runs.Out("counted"), watch, CancellationToken.None, new Ticking(() => watch.Stages.Count > 0 ? random.Next(10, 35) : 10));

        var taken = Taken("counted");
        Assert.True(taken.Length >= 4, $"{taken.Length} measured");
        Assert.All(taken, name => Assert.InRange(ParametersOf(name), 1, most));
    }

    [Theory]
    [InlineData("darts")]
    [InlineData("random-search")]
    public void A_resumed_run_keeps_to_what_it_measured_however_slow_the_machine_is_now(string method)
    {
        using var stop = new CancellationTokenSource();
        var settings = Settings(method, 20) with { Train = true };
        var path = runs.Out($"resumed-{method}");
        Assert.Throws<OperationCanceledException>(
            () => Flow.Start(settings, path, new FlowWatch(stop, 6), stop.Token, new Ticking(() => 10)));

        var result = Flow.Resume(path, new FlowWatch(), CancellationToken.None, new Ticking(() => 40));

        Assert.Equal(10, result.LatencyMilliseconds);
        Assert.Equal(runs.Of(method).Result.Genotype, result.Genotype);
        Assert.Equal(File.ReadAllBytes(Path.Combine(runs.Of(method).Path, "model.safetensors")),
            File.ReadAllBytes(Path.Combine(path, "model.safetensors")));
    }

    [Fact]
    public void A_run_that_is_interrupted_while_it_measures_can_be_resumed()
    {
        using var stop = new CancellationTokenSource();
        var (watch, readings) = (new FlowWatch(), 0);
        Assert.Throws<OperationCanceledException>(
            () => Flow.Start(Settings("darts", 20), runs.Out("stopped"), watch, stop.Token, new Ticking(Time)));
        Assert.InRange(Taken("stopped").Length, 2, 20);

        var result = Flow.Resume(runs.Out("stopped"), new FlowWatch(), CancellationToken.None, new Ticking(() => 10));

        Assert.Equal(10, result.LatencyMilliseconds);
        Assert.NotEqual(runs.Of("darts").Result.Genotype, result.Genotype);

        // Fast once the derived network was found too slow; stopped after a few more networks.
        double Time()
        {
            if (!watch.Stages.Contains("measure"))
            {
                return watch.Stages.Count > 0 ? 40 : 10;
            }

            if (++readings == 100)
            {
                stop.Cancel();
            }

            return 10;
        }
    }

    private FlowSettings Settings(string method, double most) =>
        runs.Settings(method) with { Candidates = 1, Train = false, Limits = new NetworkLimits { MaxLatencyMilliseconds = most } };

    private RunResult Search(string method, string path, double most, FlowWatch watch, Func<double> milliseconds) =>
        Flow.Start(Settings(method, most), runs.Out(path), watch, CancellationToken.None, new Ticking(milliseconds));

    /// <summary>The genotypes that a run measured.</summary>
    private string[] Taken(string path)
    {
        var names = new List<string>();
        foreach (var line in File.ReadLines(RunFolder.Open(runs.Out(path)).Measured))
        {
            using var document = System.Text.Json.JsonDocument.Parse(line);
            names.Add(document.RootElement.GetProperty("name").GetString()!);
        }

        return [.. names];
    }

    private static long ParametersOf(string genotype)
    {
        var space = new DartsSpace();
        var settings = new NetworkSettings { Channels = 3, Cells = 3, StemStride = 2, Input = new ImageShape(1, 12, 12), Classes = 2 };
        using var network = space.Build(space.Parse(genotype, "test"), settings);
        return NetworkCost.ParametersOf(network);
    }

    /// <summary>A clock that moves whenever it is read, by as much as it is told.</summary>
    private sealed class Ticking(Func<double> milliseconds) : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now += (long)(milliseconds() * TimeSpan.TicksPerMillisecond);
    }
}
