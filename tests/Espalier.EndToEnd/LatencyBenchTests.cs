using Espalier.Tests.Estimators.Tables;

namespace Espalier.EndToEnd;

public sealed class LatencyBenchTests : IClassFixture<Workspace>
{
    private readonly Workspace workspace;

    public LatencyBenchTests(Workspace workspace)
    {
        this.workspace = workspace;
        if (!Directory.Exists(Tables))
        {
            new MadeUpTable().Save(Tables);
            new MadeUpLatency().Save(Tables);
        }
    }

    private string Tables => workspace.Path("tables");

    [Fact]
    public async Task Finished_runs_are_taken_as_they_are_and_all_is_told()
    {
        var folder = workspace.Path("latency");
        var bench = Bench(folder, "--set", "help.episodes=2");
        var told = (await Cli.Run(bench)).Succeeds();
        Assert.Contains("stacked-devices", told.Out, StringComparison.Ordinal);
        var run = Path.Combine(folder, "help-2.json");
        var (written, text) = (File.GetLastWriteTimeUtc(run), File.ReadAllText(run));

        var document = (await Cli.Run([.. bench, "--json"])).Json();

        Assert.Equal((written, text), (File.GetLastWriteTimeUtc(run), File.ReadAllText(run)));
        Assert.Equal(["wide", "phone"], document.GetProperty("unseen").EnumerateArray().Select(device => device.GetString()));
        var methods = document.GetProperty("methods").EnumerateArray().ToDictionary(method => method.GetProperty("name").GetString()!);
        Assert.Equal(2, methods["help"].GetProperty("runs").GetArrayLength());
        Assert.Equal(1, methods["stacked-devices"].GetProperty("runs").GetArrayLength());

        // The made-up times are sums over edges; the first 900 cells, which stand in order here, leave the first edges nearly unsaid.
        var sum = methods["sum over edges, fitted to 900 cells"].GetProperty("runs")[0].GetProperty("scores")[0];
        Assert.InRange(sum.GetProperty("whole").GetDouble(), 0.95, 0.999);
        var page = File.ReadAllText(Path.Combine(folder, "latency.md"));
        Assert.Contains("| help | 10 times |", page, StringComparison.Ordinal);
        Assert.Contains("./espalier bench latency", page, StringComparison.Ordinal);
        Assert.Contains("| help | new |", page, StringComparison.Ordinal);
        var description = methods["help"].GetProperty("runs")[0].GetProperty("scores")[0].GetProperty("description");
        Assert.Equal("phone", description.GetProperty("other").GetString());
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(folder, "latency.svg")), StringComparison.Ordinal);

        (await Cli.Run(Bench(folder, "--set", "help.episodes=3"))).IsRefused("help-1.json", "episodes=2", "episodes=3");
        File.WriteAllText(run, "{");
        (await Cli.Run(bench)).IsRefused("help-2.json", "damaged");
    }

    [Fact]
    public async Task Only_devices_asked_for_are_predicted()
    {
        var document = (await Cli.Run(
            [.. Bench(workspace.Path("asked"), "--methods", "help", "--seeds", "1", "--unseen", "phone"), "--set", "help.episodes=1", "--json"])).Json();

        Assert.Equal(["phone"], document.GetProperty("unseen").EnumerateArray().Select(device => device.GetString()));
        Assert.Equal(0, document.GetProperty("further").GetArrayLength());
        Assert.Equal(0, document.GetProperty("validation").GetArrayLength());
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_before_anything_is()
    {
        var folder = workspace.Path("refused");
        (await Cli.Run(Bench(folder, "--known", "slow,quick"))).IsRefused("device 'quick'", "slow, fast, wide, phone");
        (await Cli.Run(Bench(folder, "--known", "slow,slow"))).IsRefused("--known", "twice");
        (await Cli.Run(Bench(folder, "--known", "slow,fast,wide,phone"))).IsRefused("--known", "none to be predicted");
        (await Cli.Run(Bench(folder, "--unseen", "wide,slow"))).IsRefused("--unseen", "slow", "learnt from");
        (await Cli.Run(Bench(folder, "--unseen", "quick"))).IsRefused("device 'quick'");
        (await Cli.Run(Bench(folder, "--methods", "helper"))).IsRefused("--methods", "help", "nearest-device");
        (await Cli.Run(Bench(folder, "--set", "help.episodes=0"))).IsRefused("episodes", "at least 1");
        (await Cli.Run(Bench(folder, "--tables", workspace.Idx))).IsRefused(Path.Combine(workspace.Idx, "nasbench201_latency"), "--tables");
        Assert.False(Directory.Exists(folder));
    }

    /// <summary>Later words go before earlier ones.</summary>
    private string[] Bench(string folder, params string[] words)
    {
        string[] usual =
        [
            "--methods", "stacked-devices,help", "--seeds", "1,2", "--known", "slow,fast", "--tables", Tables, "--threads", "1", "--out", folder,
            "--set", "help.width=4", "--set", "help.queries=5",
        ];
        return
        [
            "bench", "latency", .. usual.Chunk(2).Where(pair => pair[0] == "--set" || !words.Contains(pair[0])).SelectMany(pair => pair), .. words,
        ];
    }
}
