using System.Text.Json;
using Espalier.Cli.Demo;
using Espalier.Studies;

namespace Espalier.EndToEnd;

public sealed class DemoTests(Workspace workspace) : IClassFixture<Workspace>
{
    [Fact]
    public async Task An_interrupted_demo_is_gone_on_with()
    {
        var folder = workspace.Path("demo");
        var first = await Interrupted("demo", "--out", folder, "--seed", "3");
        Assert.Equal(130, first.Code);
        Assert.EndsWith($"go on with: ./espalier demo --out {folder}", first.ErrorLines[^1], StringComparison.Ordinal);

        var second = await Interrupted("demo", "--out", folder);
        Assert.Equal(130, second.Code);
        Assert.StartsWith($"going on with the interrupted demo in {folder}", second.ErrorLines[0], StringComparison.Ordinal);

        (await Cli.Run("demo", "--out", folder, "--seed", "4")).IsRefused(folder, "--fresh");
        Assert.False(File.Exists(Path.Combine(folder, "demo.json")));
    }

    [Fact]
    public void The_runs_differ_in_nothing_but_the_method_and_its_options()
    {
        var runs = DemoSettings.Runs(seed: 1);

        Assert.Equal(["e2rnas", "darts", "random-search"], runs.Select(run => run.Method));
        var alike = runs.Select(run => run with { Method = "any", Options = new Dictionary<string, string>() });
        Assert.Single(alike.Select(run => JsonSerializer.Serialize(run)).Distinct());
        Assert.All(runs, run => Assert.Empty(run.Faults()));
    }

    [Fact]
    public void The_table_has_the_form_that_others_read()
    {
        var row = new DemoRow("darts", 10, 20, new ResultAccuracy(0.5, 0.25, 0.125), 1.5, 2.5);
        var table = new DemoTable([row], 1, RunEnvironment.Capture(1), "./espalier demo");

        new DemoFolder(workspace.Path(".")).Save(table);

        using var document = JsonDocument.Parse(File.ReadAllText(workspace.Path("demo.json")));
        Assert.Equal(
            """{"method":"darts","params":10,"macs":20,"accuracy":{"clean":0.5,"fgsm":0.25,"pgd":0.125},"""
                + """ "searchSeconds":1.5,"trainSeconds":2.5}""".TrimStart(),
            JsonSerializer.Serialize(Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray())));
    }

    private static async Task<Outcome> Interrupted(params string[] arguments)
    {
        using var cli = Cli.Start(arguments);
        var log = Path.Combine(arguments[2], "e2rnas", "log.jsonl");
        var before = File.Exists(log) ? new FileInfo(log).Length : 0;
        await cli.Until(() => File.Exists(log) && new FileInfo(log).Length > before);
        cli.PressCtrlC();
        return await cli.End();
    }
}
