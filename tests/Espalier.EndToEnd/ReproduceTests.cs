namespace Espalier.EndToEnd;

public sealed class ReproduceTests(TrainedRun run) : IClassFixture<TrainedRun>
{
    [Fact]
    public async Task A_run_is_reproduced_with_the_hash_that_show_and_the_summary_tell()
    {
        var hash = run.Outcome.Json().GetProperty("hash").GetString()!;

        var outcome = (await Cli.Run("reproduce", run.Folder)).Succeeds();

        Assert.StartsWith($"reproduced: {run.Folder} in ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains($"hash      {hash}\nhash now  {hash}\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("search: 6/6", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(hash, (await Cli.Run("show", run.Folder)).Succeeds().Out, StringComparison.Ordinal);
        Assert.Contains(hash, (await Cli.Run("search", "--resume", run.Folder)).Succeeds().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_alone_is_reproduced()
    {
        var outcome = (await Cli.Run("reproduce", run.Folder, "--search-only")).Succeeds();

        Assert.StartsWith("the search was reproduced", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("train: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_is_told_with_code_1()
    {
        var folder = Copy("edited");
        var result = Path.Combine(folder, "result.json");
        await File.WriteAllTextAsync(result, (await File.ReadAllTextAsync(result)).Replace("\"seed\": 5", "\"seed\": 6", StringComparison.Ordinal));
        var data = run.Workspace.Path("other-data");
        TinyData.WriteIdx(data);
        await using (var labels = File.OpenWrite(Path.Combine(data, "t10k-labels-idx1-ubyte")))
        {
            labels.Position = 8;
            labels.WriteByte(2);
        }

        var edited = await Cli.Run("reproduce", folder);
        var other = await Cli.Run("reproduce", run.Folder, "--data", data, "--json");

        Assert.Equal((1, 1), (edited.Code, other.Code));
        Assert.StartsWith("not reproduced, and not run: result.json or model.safetensors was changed", edited.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("search: ", edited.Error + other.Error, StringComparison.Ordinal);
        using var document = System.Text.Json.JsonDocument.Parse(other.Out);
        Assert.False(document.RootElement.GetProperty("reproduced").GetBoolean());
        Assert.Contains("is not what the run saw", document.RootElement.GetProperty("obstacle").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_other_settings_differs_and_the_likely_cause_is_told()
    {
        // As if an early version, which recorded no hash, had run on another machine.
        var folder = Copy("foreign");
        var (result, settings) = (Path.Combine(folder, "result.json"), Path.Combine(folder, "run.json"));
        var kept = (await File.ReadAllLinesAsync(result)).Where(line => !line.Contains("\"hash\"", StringComparison.Ordinal));
        await File.WriteAllTextAsync(result, string.Join('\n', kept).Replace("\"cpu\": \"", "\"cpu\": \"an older ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            settings, (await File.ReadAllTextAsync(settings)).Replace("\"pgdSteps\": 2", "\"pgdSteps\": 3", StringComparison.Ordinal));

        var outcome = await Cli.Run("reproduce", folder);

        Assert.Equal(1, outcome.Code);
        Assert.StartsWith($"not reproduced: {folder}\nhash ", outcome.Out, StringComparison.Ordinal);
        Assert.Matches("attack.steps +2 +3\n", outcome.Out);
        Assert.Contains("the likely cause, what it ran on:", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("an older ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("note: the run recorded no hash", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_leaves_nothing_behind()
    {
        var folder = run.Workspace.Path("long");
        (await Cli.Run(run.Workspace.Search("darts", "long", "--set", "order=first", "--epochs", "24"))).Succeeds();
        using var cli = Cli.Start("reproduce", folder);
        await cli.Until(() => cli.Error.Contains("search: ", StringComparison.Ordinal));
        cli.PressCtrlC();

        var outcome = await cli.End();

        Assert.Equal(130, outcome.Code);
        Assert.Contains($"begin again with: ./espalier reproduce {folder}", outcome.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(
            ["checkpoint", "genotype.json", "log.jsonl", "model.safetensors", "outcomes.json", "result.json", "run.json", "study.db", "study.json"], Names(folder));
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order();

    private string Copy(string name)
    {
        var target = Directory.CreateDirectory(run.Workspace.Path(name)).FullName;
        foreach (var file in Directory.EnumerateFiles(run.Folder))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }
}
