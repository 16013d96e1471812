using System.Text.Json;
using Espalier.Studies;

namespace Espalier.EndToEnd;

public sealed class SearchTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public void Standard_output_is_the_result_and_nothing_else()
    {
        var printed = run.Outcome.Json();

        using var saved = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Folder, "result.json")));
        Assert.Equal(saved.RootElement.GetRawText(), printed.GetRawText());
        Assert.Contains("search: 6/6 (100 %)", run.Outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_has_what_others_rely_on()
    {
        var result = run.Outcome.Json();

        Assert.Equal(1, result.GetProperty("schema").GetInt32());
        Assert.Equal("e2rnas", result.GetProperty("method").GetString());
        Assert.Equal("darts", result.GetProperty("space").GetString());
        Assert.Equal(run.Workspace.Idx, result.GetProperty("data").GetString());
        Assert.Equal(5UL, result.GetProperty("seed").GetUInt64());
        Assert.StartsWith("{\"space\":\"darts\"", result.GetProperty("genotype").GetString(), StringComparison.Ordinal);
        Assert.True(result.GetProperty("params").GetInt64() > 0 && result.GetProperty("macs").GetInt64() > 0);
        Assert.All(["clean", "fgsm", "pgd"], kind => Assert.InRange(result.GetProperty("accuracy").GetProperty(kind).GetDouble(), 0, 1));
        Assert.Equal(2, result.GetProperty("attack").GetProperty("steps").GetInt32());
        Assert.Equal(6, result.GetProperty("search").GetProperty("steps").GetInt64());
        Assert.Equal(2, result.GetProperty("search").GetProperty("objectives").GetArrayLength());
        Assert.Equal(2, result.GetProperty("search").GetProperty("gamma").GetArrayLength());
        Assert.True(result.GetProperty("search").GetProperty("stepMilliseconds").GetProperty("median").GetDouble() > 0);
        Assert.Equal(3, result.GetProperty("train").GetProperty("epochs").GetInt32());
        Assert.Equal(1, result.GetProperty("environment").GetProperty("threads").GetInt32());
        Assert.StartsWith("./espalier search --method e2rnas", result.GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.All(result.GetProperty("front").EnumerateArray(), member =>
        {
            Assert.Equal("inheritedWeights", member.GetProperty("judgedBy").GetString());
            Assert.All(["clean", "pgd"], kind => Assert.InRange(member.GetProperty("accuracy").GetProperty(kind).GetDouble(), 0, 1));
            Assert.True(member.GetProperty("latencyMilliseconds").GetDouble() > 0);
        });
        Assert.Equal(2, result.GetProperty("search").GetProperty("judged").GetInt32());
    }

    [Fact]
    public async Task The_folder_holds_every_product()
    {
        Assert.All(
            ["run.json", "result.json", "genotype.json", "log.jsonl", "model.safetensors", "checkpoint"],
            name => Assert.True(Path.Exists(Path.Combine(run.Folder, name)), name));

        // Steps and epochs of the search, epochs of the training.
        Assert.Equal(6 + 2 + 3, (await File.ReadAllLinesAsync(Path.Combine(run.Folder, "log.jsonl"))).Length);
    }

    [Fact]
    public async Task A_folder_that_holds_a_run_is_refused() =>
        (await Cli.Run(run.Workspace.Search("e2rnas", "run"))).IsRefused(run.Folder, "holds a run already", "resume");

    [Fact]
    public async Task A_finished_run_that_is_resumed_tells_its_result()
    {
        var again = (await Cli.Run("search", "--resume", run.Folder)).Succeeds();

        Assert.Empty(again.Error);
        Assert.Contains("Genotype(normal=[", again.Out, StringComparison.Ordinal);
        Assert.Contains("accuracy", again.Out, StringComparison.Ordinal);
        Assert.Contains(run.Folder, again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        var same = (await Cli.Run(run.Workspace.Search("e2rnas", "same", "--seed", "5"))).Succeeds();
        var other = (await Cli.Run(run.Workspace.Search("e2rnas", "other", "--seed", "6"))).Succeeds();

        Assert.NotEqual(same.Out, other.Out);
        RunFiles.AssertEqual(run.Folder, run.Workspace.Path("same"));
        Assert.NotEqual(RunFiles.Read(run.Folder, "model.safetensors"), RunFiles.Read(run.Workspace.Path("other"), "model.safetensors"));
    }

    [Fact]
    public async Task A_search_may_stop_before_the_training()
    {
        var result = (await Cli.Run(run.Workspace.Search(
            "random-search", "untrained", "--json", "--set", "trials=2", "--set", "epochs=1", "--train-epochs", "0", "--max-params",
            "6000"))).Json();

        Assert.InRange(result.GetProperty("params").GetInt64(), 1, 6000);
        Assert.False(result.TryGetProperty("train", out _));
        Assert.False(result.TryGetProperty("accuracy", out _));
        Assert.False(result.TryGetProperty("latencyMilliseconds", out _));
        Assert.Equal(2, result.GetProperty("search").GetProperty("steps").GetInt64());
    }

    [Theory]
    [InlineData("random-search", "--set", "trials=2", "--set", "epochs=1")]
    [InlineData("darts", "--set", "order=first")]
    public async Task A_limit_of_latency_is_kept_and_what_was_measured_is_told(string method, params string[] more)
    {
        var folder = $"timed-{method}";
        string[] limit = ["--max-latency", "10000", "--train-epochs", "0"];

        var summary = (await Cli.Run(run.Workspace.Search(method, folder, [.. limit, .. more]))).Succeeds().Out;
        var resumed = (await Cli.Run("search", "--resume", run.Workspace.Path(folder), "--json")).Json();

        Assert.InRange(resumed.GetProperty("latencyMilliseconds").GetDouble(), 1e-6, 10_000);
        Assert.Contains("ms for one image, 1 thread", summary, StringComparison.Ordinal);
        Assert.Equal(10_000, Flow.SettingsOf(RunFolder.Open(run.Workspace.Path(folder))).Limits.MaxLatencyMilliseconds);
    }

    [Fact]
    public async Task The_model_is_evaluated_as_the_run_did()
    {
        var result = RunResult.Load(Path.Combine(run.Folder, "result.json"));

        var evaluation = (await Cli.Run("evaluate", "--model", run.Folder, "--attack", "pgd-2", "--threads", "1", "--json")).Json();
        var text = (await Cli.Run("evaluate", "--model", Path.Combine(run.Folder, "model.safetensors"), "--images", "5")).Succeeds().Out;

        Assert.Equal(24, evaluation.GetProperty("images").GetInt32());
        Assert.Equal(result.Accuracy!.Clean, evaluation.GetProperty("accuracy").GetProperty("clean").GetDouble());
        Assert.Equal(result.Accuracy.Pgd, evaluation.GetProperty("accuracy").GetProperty("pgd").GetDouble());
        Assert.Equal(2, evaluation.GetProperty("attack").GetProperty("steps").GetInt32());
        Assert.Contains("5 test images", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_is_refused_data_of_another_shape() =>
        (await Cli.Run("evaluate", "--model", run.Folder, "--data", run.Workspace.Cifar)).IsRefused("3x32x32", "1x12x12");
}
