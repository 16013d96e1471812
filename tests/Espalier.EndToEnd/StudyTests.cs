using System.Text.Json;
using Espalier.Tests.Studies.Store;

namespace Espalier.EndToEnd;

/// <summary>What the commands tell of recorded runs.</summary>
public sealed class StudyTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public async Task A_run_is_listed_shown_and_compared()
    {
        var workspace = run.Workspace;
        (await Cli.Run(workspace.Search("random-search", "other", "--set", "trials=3", "--set", "epochs=1", "--seed", "6", "--train-epochs", "0"))).Succeeds();

        var listed = (await Cli.Run("runs", workspace.Path(string.Empty), "--json")).Json().EnumerateArray().ToArray();

        Assert.Equal(["e2rnas", "random-search"], listed.Select(study => study.GetProperty("method").GetString()));
        Assert.All(listed, study => Assert.Equal("finished", study.GetProperty("state").GetString()));
        var clean = run.Outcome.Json().GetProperty("accuracy").GetProperty("clean").GetDouble();
        Assert.Equal(clean, listed[0].GetProperty("bestAccuracy").GetDouble());
        Assert.Equal(listed[1].GetProperty("bestTrial").GetDouble(), listed[1].GetProperty("bestAccuracy").GetDouble());
        Assert.Equal((2, 3), (listed[0].GetProperty("trials").GetInt32(), listed[1].GetProperty("trials").GetInt32()));

        await AssertShown(listed[0].GetProperty("id").GetString()!);
        await AssertCompared(listed);
    }

    [PostgresFact]
    public async Task A_store_on_a_server_is_shared_by_runs()
    {
        using var server = new PostgresServer();
        var (store, name) = (server.NewDatabase(), "on-postgres");
        var workspace = run.Workspace;
        foreach (var seed in new[] { "1", "2" })
        {
            (await Cli.Run(workspace.Search(
                "random-search", $"{name}-{seed}", "--set", "trials=2", "--set", "epochs=1", "--train-epochs", "0", "--seed", seed, "--store", store))).Succeeds();
        }

        Assert.False(File.Exists(workspace.Path($"{name}-1/study.db")));
        var listed = (await Cli.Run("runs", "--store", store, "--json")).Json().EnumerateArray().ToArray();
        Assert.Equal([1, 2], listed.Select(study => study.GetProperty("seed").GetInt32()));
        var ids = Array.ConvertAll(listed, study => study.GetProperty("id").GetString()!);
        Assert.Equal(2, (await Cli.Run("show", ids[1], "--store", store, "--trials", "--json")).Json().GetProperty("trials").GetArrayLength());
        var first = (await Cli.Run("show", workspace.Path($"{name}-1"), "--json")).Json().GetProperty("study");
        Assert.Equal(ids[0], first.GetProperty("id").GetString());
        (await Cli.Run("compare", ids[0], ids[1], "--store", store)).Succeeds();
    }

    [Fact]
    public async Task A_run_that_was_killed_does_not_pass_for_running()
    {
        using var workspace = new Workspace();
        using (var cli = Cli.Start(workspace.Search("darts", "killed", "--epochs", "500")))
        {
            await cli.Until(() => cli.Error.Contains("search: ", StringComparison.Ordinal) && File.Exists(workspace.Path("killed/log.jsonl")));
            Assert.Equal("running", await State());
        }

        Assert.Equal("killed", await State());

        async Task<string?> State() =>
            Assert.Single((await Cli.Run("runs", workspace.Path("killed"), "--json")).Json().EnumerateArray()).GetProperty("state").GetString();
    }

    private async Task AssertShown(string id)
    {
        var shown = (await Cli.Run("show", run.Folder, "--json")).Json();
        Assert.Equal(id, shown.GetProperty("study").GetProperty("id").GetString());
        Assert.Equal(5, shown.GetProperty("settings").GetProperty("seed").GetInt32());
        Assert.Equal(1, shown.GetProperty("sessions")[0].GetProperty("environment").GetProperty("threads").GetInt32());
        var all = (await Cli.Run("show", run.Folder, "--trials", "--json")).Json().GetProperty("trials");
        Assert.Equal("derived", all[0].GetProperty("kind").GetString());
        var loss = shown.GetProperty("metrics").EnumerateArray()
            .Single(curve => curve.GetProperty("stage").GetString() == "train" && curve.GetProperty("name").GetString() == "loss");
        Assert.Equal([0, 1, 2], loss.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32()));
        Assert.True(JsonElement.DeepEquals(run.Outcome.Json(), shown.GetProperty("result")));

        var text = (await Cli.RunIn(run.Workspace.Path(string.Empty), "show", id[..8], "--store", $"sqlite:{run.Folder}/study.db")).Succeeds().Out;
        Assert.All(
            [id, "finished", "seed 5", "model.safetensors (model)", "objective.params", "entropy, mean of 28"],
            word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    private async Task AssertCompared(JsonElement[] listed)
    {
        var compared = (await Cli.Run("compare", run.Folder, run.Workspace.Path("other"), "--json")).Json();
        var settings = compared.GetProperty("settings").EnumerateArray().ToDictionary(difference => difference.GetProperty("name").GetString()!);
        Assert.Equal(("5", "6"), (settings["seed"].GetProperty("a").GetString(), settings["seed"].GetProperty("b").GetString()));
        Assert.False(settings.ContainsKey("data"));
        Assert.Empty(compared.GetProperty("environment").EnumerateArray());
        var trials = compared.GetProperty("results").EnumerateArray().Single(number => number.GetProperty("name").GetString() == "trials");
        Assert.Equal(1, trials.GetProperty("difference").GetDouble());

        var text = (await Cli.Run("compare", run.Folder, run.Workspace.Path("other"))).Succeeds().Out;
        Assert.All(
            listed.Select(study => study.GetProperty("id").GetString()!).Append("options.trials").Append("+1").Append("the same images: no test"),
            word => Assert.Contains(word, text, StringComparison.Ordinal));
    }
}

/// <summary>Runs where a PostgreSQL server can be had.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Absence;
}
