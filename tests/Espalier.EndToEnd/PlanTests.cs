namespace Espalier.EndToEnd;

public sealed class PlanTests(Workspace workspace) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_plan_tells_time_memory_and_disk_and_writes_nothing()
    {
        var temporary = Directory.CreateDirectory(workspace.Path("temporary")).FullName;
        string[] plan = ["plan", .. workspace.Search("e2rnas", "planned", "--max-params", "9000", "--json").Skip(1)];

        var document = (await Cli.RunWith("TMPDIR", temporary, plan)).Json();

        Assert.False(Directory.Exists(workspace.Path("planned")));
        Assert.Empty(Directory.EnumerateDirectories(temporary, "espalier*"));
        var stages = document.GetProperty("stages").EnumerateArray().ToArray();
        Assert.Equal(["search", "judge", "train", "evaluate"], stages.Select(stage => stage.GetProperty("name").GetString()));
        Assert.Equal([6, 2, 9, 24], stages.Select(stage => stage.GetProperty("units").GetInt32()));
        Assert.InRange(document.GetProperty("seconds").GetProperty("expected").GetDouble(), 0.01, 600);
        Assert.InRange(document.GetProperty("memory").GetProperty("peakMiB").GetDouble(), 20, 1e5);
        Assert.True(document.GetProperty("disk").GetProperty("bytes").GetInt64() > 10_000);
        Assert.True(document.GetProperty("networks").GetProperty("smallest").GetProperty("parameters").GetInt64() < 9000);
    }

    [Fact]
    public async Task People_get_a_table()
    {
        string[] plan = ["plan", .. workspace.Search("random-search", "planned", "--set", "trials=3", "--train-epochs", "0").Skip(1)];

        var outcome = (await Cli.Run(plan)).Succeeds();

        Assert.All(
            ["smallest network", "largest network", "stage", "search", "total", "memory", "disk", "free in", "checkpoints"],
            word => Assert.Contains(word, outcome.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("train ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("plan: search: ", outcome.Error, StringComparison.Ordinal);
    }
}
