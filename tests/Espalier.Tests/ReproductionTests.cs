using Espalier.Objectives;
using Espalier.Studies;

namespace Espalier.Tests;

public sealed class ReproductionTests(FlowRuns runs) : IClassFixture<FlowRuns>
{
    [Theory]
    [InlineData("e2rnas")]
    [InlineData("random-search")]
    public void A_run_comes_to_the_same_again(string method)
    {
        var (path, result, _, _) = runs.Of(method);
        var (before, watch) = (LiveTensorsOfThread, new FlowWatch());

        var found = Reproduction.Of(path, watch, CancellationToken.None);

        Assert.True(found.Reproduced, string.Join("; ", found.Differences));
        string[] judged = method == "random-search" ? ["search"] : ["search", "judge"];
        Assert.Equal([.. judged, "measure", "train", "evaluate"], watch.Stages);
        Assert.Equal((result.Hash, result.Hash), (found.Hash, found.RepeatedHash));
        Assert.Empty(found.Environment);
        Assert.Empty(found.Notes);
        Assert.Equal(before, LiveTensorsOfThread);
    }

    [Fact]
    public void A_search_alone_can_be_repeated_and_the_second_run_kept()
    {
        var (watch, output) = (new FlowWatch(), runs.Out("kept"));

        var found = Reproduction.Of(runs.Of("e2rnas").Path, watch, CancellationToken.None, output, searchOnly: true);

        Assert.True(found.Reproduced);
        Assert.Null(found.RepeatedHash);
        Assert.Equal(["search", "judge", "measure"], watch.Stages);
        Assert.Equal(runs.Of("e2rnas").Result.Genotype, RunResult.Load(RunFolder.Open(output).Result).Genotype);
    }

    [Fact]
    public void Another_seed_is_found_out_by_what_it_came_to()
    {
        var path = Copy("random-search", "seeded");
        var folder = RunFolder.Open(path);
        File.WriteAllText(folder.Run, File.ReadAllText(folder.Run).Replace("\"seed\": 7", "\"seed\": 8", StringComparison.Ordinal));

        var found = Reproduction.Of(path, new FlowWatch(), CancellationToken.None);

        Assert.False(found.Reproduced);
        Assert.NotEqual(found.Hash, found.RepeatedHash);
        Assert.Contains(new ResultDifference("seed", "7", "8"), found.Differences);
        Assert.Contains(found.Differences, difference => difference.Name == "genotype");
        Assert.Contains(found.Differences, difference => difference.Name == "weights");
    }

    [Fact]
    public void A_result_that_was_changed_is_told_before_anything_runs()
    {
        var path = Copy("random-search", "edited");
        var folder = RunFolder.Open(path);
        var result = RunResult.Load(folder.Result);
        (result with { Accuracy = result.Accuracy! with { Clean = 1.5 } }).Save(folder.Result);

        AssertNotRun(path, "result.json or model.safetensors was changed", result.Hash!);
    }

    [Fact]
    public void A_model_of_which_one_bit_was_changed_is_told_before_anything_runs()
    {
        var path = Copy("random-search", "flipped");
        var folder = RunFolder.Open(path);
        var bytes = File.ReadAllBytes(folder.Model);
        bytes[^3] ^= 1;
        File.WriteAllBytes(folder.Model, bytes);

        AssertNotRun(path, "result.json or model.safetensors was changed", RunResult.Load(folder.Result).Hash!);
    }

    [Fact]
    public void Changed_data_is_told_before_anything_runs()
    {
        var other = runs.Out("changed-data");
        FlowRuns.Write(other, testSeed: 3);

        AssertNotRun(runs.Of("random-search").Path, "is not what the run saw", runs.Of("random-search").Result.DataChecksum!, other);
    }

    [Fact]
    public void Data_may_have_moved()
    {
        var other = runs.Out("moved-data");
        FlowRuns.Write(other, testSeed: 2);

        Assert.True(Reproduction.Of(runs.Of("random-search").Path, new FlowWatch(), CancellationToken.None, data: other).Reproduced);
    }

    [Fact]
    public void A_run_of_an_early_version_is_compared_as_far_as_it_tells_and_what_it_does_not_is_told()
    {
        var path = Copy("random-search", "early");
        var folder = RunFolder.Open(path);
        var early = RunResult.Load(folder.Result) with { Hash = null, DataChecksum = null };
        (early with { Environment = early.Environment with { Version = "0.0.9", Threads = 64 } }).Save(folder.Result);

        var found = Reproduction.Of(path, new FlowWatch(), CancellationToken.None);

        Assert.True(found.Reproduced, string.Join("; ", found.Differences));
        Assert.Equal(found.Hash, found.RepeatedHash);
        Assert.Equal(2, found.Notes.Count);
        Assert.Equal(["version", "threads"], found.Environment.Select(difference => difference.Name));
    }

    [Fact]
    public void A_run_under_a_limit_of_latency_decides_by_what_it_measured()
    {
        // Every number it needs is there, so none is measured a second time.
        var settings = runs.Settings("random-search") with { Limits = new NetworkLimits { MaxLatencyMilliseconds = 5000 } };
        var result = Flow.Start(settings, runs.Out("timed"), new FlowWatch(), CancellationToken.None);
        var folder = RunFolder.Open(runs.Out("timed"));
        var lines = File.ReadAllLines(folder.Measured);

        var found = Reproduction.Of(folder.Root, new FlowWatch(), CancellationToken.None, runs.Out("timed-again"));

        Assert.True(found.Reproduced, string.Join("; ", found.Differences));
        Assert.Equal(lines, File.ReadAllLines(RunFolder.Open(runs.Out("timed-again")).Measured));
        Assert.Equal(result.LatencyMilliseconds, RunResult.Load(RunFolder.Open(runs.Out("timed-again")).Result).LatencyMilliseconds);
    }

    [Fact]
    public void An_unfinished_run_is_the_callers_fault()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => Flow.Start(runs.Settings("darts"), runs.Out("begun"), new FlowWatch(stop, 1), stop.Token));

        var fault = Assert.Throws<InvalidInputException>(() => Reproduction.Of(runs.Out("begun"), new FlowWatch(), CancellationToken.None));

        Assert.Contains("not finished", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_interrupted_and_changes_nothing_of_the_run()
    {
        using var stop = new CancellationTokenSource();
        var path = runs.Of("random-search").Path;
        var before = Files(path);

        Assert.ThrowsAny<OperationCanceledException>(() => Reproduction.Of(path, new FlowWatch(stop, 2), stop.Token));

        Assert.Equal(before, Files(path));
    }

    private static void AssertNotRun(string path, string what, string told, string? data = null)
    {
        var watch = new FlowWatch();

        var found = Reproduction.Of(path, watch, CancellationToken.None, data: data);

        Assert.False(found.Reproduced);
        Assert.Contains(what, found.Obstacle, StringComparison.Ordinal);
        Assert.Contains(told, found.Obstacle, StringComparison.Ordinal);
        Assert.Empty(watch.Stages);
    }

    private string Copy(string method, string name)
    {
        var (from, to) = (runs.Of(method).Path, runs.Out(name));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return to;
    }

    private static string[] Files(string path) =>
        [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order().Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}")];
}
