using System.Text.Json;
using Espalier.Cli.Demo;
using Espalier.Studies;
using Espalier.Studies.Store;

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
    public void The_runs_differ_in_nothing_but_the_search()
    {
        var runs = DemoSettings.Runs(seed: 1);

        Assert.Equal(["e2rnas", "darts", "random-search"], runs.Select(run => run.Method));
        var alike = runs.Select(run => run with { Method = "any", SearchEpochs = 1, Options = new Dictionary<string, string>() });
        Assert.Single(alike.Select(run => JsonSerializer.Serialize(run)).Distinct());
        Assert.All(runs, run => Assert.Empty(run.Faults()));
    }

    [Fact]
    public void The_table_has_the_form_that_others_read()
    {
        var row = new DemoRow("darts", 10, 20, new ResultAccuracy(0.5, 0.25, 0.125), 1.5, 2.5);
        var table = new DemoTable([row], 1, RunEnvironment.Capture(1), "./espalier demo");

        using var document = JsonDocument.Parse(table.ToJson());
        Assert.Equal(
            """{"method":"darts","params":10,"macs":20,"accuracy":{"clean":0.5,"fgsm":0.25,"pgd":0.125},"searchSeconds":1.5,"""
                + "\"trainSeconds\":2.5}",
            JsonSerializer.Serialize(Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray())));
    }

    [Fact]
    public void A_demo_that_is_interrupted_between_runs_ends_with_every_row_and_a_new_one_replaces_it()
    {
        var told = new List<string>();
        var study = new DemoStudy(workspace.Path("small"), Small);
        using (var interruption = new CancellationTokenSource())
        {
            var watch = Watch(who => who.StartsWith("darts", StringComparison.Ordinal), interruption.Cancel);
            Assert.ThrowsAny<OperationCanceledException>(
                () => study.Run(study.Prepare(null, mustResume: false, fresh: false, told.Add), "first", watch, interruption.Token));
        }

        Assert.Empty(told);
        Assert.False(File.Exists(study.Table));
        var table = study.Run(
            study.Prepare(null, mustResume: true, fresh: false, told.Add), "second", _ => new SilentObserver(), CancellationToken.None);

        Assert.Single(told);
        Assert.Equal(["e2rnas", "darts", "random-search"], table.Rows.Select(row => row.Method));
        Assert.All(table.Rows, row => Assert.InRange(row.Accuracy!.Pgd!.Value, 0, row.Accuracy.Clean!.Value));
        Assert.Equal(table.ToJson() + "\n", File.ReadAllText(study.Table));

        using (var store = StudyStore.Open(StoreAddress.In(workspace.Path("small")), create: false))
        {
            Assert.Equal(["e2rnas", "darts", "random-search"], store.Studies().Select(recorded => recorded.Study.Method));
            Assert.Equal([1, 2, 1], store.Studies().Select(recorded => recorded.Sessions.Count));
        }

        study.Prepare(seed: 9, mustResume: false, fresh: false, told.Add);
        Assert.Single(told);
        Assert.False(File.Exists(study.Table));
    }

    private IReadOnlyList<FlowSettings> Small(ulong seed) => [.. DemoSettings.Runs(seed).Select(run => new FlowSettings
    {
        Method = run.Method,
        Options = run.Method == "random-search"
            ? new Dictionary<string, string> { ["trials"] = "1", ["epochs"] = "1" }
            : new Dictionary<string, string> { ["order"] = "first" },
        Data = workspace.Idx,
        Seed = seed,
        SearchEpochs = 1,
        Search = new(2, 3),
        SearchBatch = 8,
        StemStride = 2,
        Final = new(2, 3),
        Recipe = run.Recipe with { Epochs = 1 },
        PgdSteps = 1,
        Threads = 1,
    })];

    private static Func<string, IFlowObserver> Watch(Predicate<string> isDue, Action act) => who =>
    {
        if (isDue(who))
        {
            act();
        }

        return new SilentObserver();
    };

    private static async Task<Outcome> Interrupted(params string[] arguments)
    {
        using var cli = Cli.Start(arguments);
        await cli.Until(() => cli.Error.Contains("e2rnas search: ", StringComparison.Ordinal));
        cli.PressCtrlC();
        return await cli.End();
    }
}
