using System.Text.Json;
using System.Xml.Linq;
using Espalier.Tests.Estimators.Tables;

namespace Espalier.EndToEnd;

public sealed class ProxyBenchTests : IClassFixture<Workspace>
{
    private const string Proxies = "params,macs,synflow,jacob-cov:5,snip,ntk:3";
    private readonly Workspace workspace;

    public ProxyBenchTests(Workspace workspace)
    {
        this.workspace = workspace;
        if (!Directory.Exists(Tables))
        {
            new MadeUpSuiteZero().Save(Tables);
        }
    }

    private string Tables => workspace.Path("tables");

    [Fact]
    public void The_usual_data_is_known_by_its_name() =>
        Assert.Contains(Catalog.MethodCatalog.Of<Data.IDataSource>().Entries, entry => entry.Card.Name == Espalier.Cli.Commands.ProxiesCommand.UsualData);

    [Fact]
    public async Task Scores_are_kept_and_held_against_stored_ones_and_accuracy()
    {
        var folder = workspace.Path("bench");
        var document = (await Cli.Run([.. Bench(folder), "--json"])).Json();

        Assert.Equal(File.ReadAllText(Path.Combine(folder, "proxies.json")).TrimEnd(), document.GetRawText());
        var rows = document.GetProperty("proxies").EnumerateArray().ToDictionary(row => row.GetProperty("proxy").GetString()!);
        Assert.Equal(
            ["jacob-cov", "macs", "ntk", "params", "snip", "synflow", "vote of synflow, jacob-cov, snip"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((8, 5, 3), (Count("params"), Count("jacob-cov"), Count("ntk")));
        Assert.Equal(5, Count("vote of synflow, jacob-cov, snip"));
        Assert.False(rows["ntk"].TryGetProperty("stored", out _));
        Assert.Equal(0.737, rows["synflow"].GetProperty("published").GetProperty("spearman").GetDouble());

        // Made-up scores rise with made-up accuracies, but for one proxy's, which fall.
        Assert.Equal(1, rows["params"].GetProperty("storedAccuracy").GetProperty("spearman").GetDouble(), 1e-12);
        Assert.Equal(
            rows["params"].GetProperty("accuracy").GetProperty("kendall").GetDouble(),
            rows["params"].GetProperty("stored").GetProperty("kendall").GetDouble(),
            1e-12);
        var stored = document.GetProperty("stored").EnumerateArray().ToArray();
        Assert.All(stored, row => Assert.Equal(
            row.GetProperty("proxy").GetString() == "plain" ? -1 : 1, row.GetProperty("accuracy").GetProperty("spearman").GetDouble(), 1e-4));
        var first = stored.First(row => row.GetProperty("benchmark").GetString() == "nas-bench-101");
        Assert.Equal(500, first.GetProperty("accuracy").GetProperty("count").GetInt32());

        var page = File.ReadAllText(Path.Combine(folder, "proxies.md"));
        Assert.Contains("| nas-bench-301, other cifar10 | 500 | 1.000 | 1.000 |", page, StringComparison.Ordinal);
        Assert.Contains("| macs | 8 | ", page, StringComparison.Ordinal);
        var chart = XDocument.Load(Path.Combine(folder, "proxies.svg"));
        Assert.Contains("synflow", chart.Descendants().Where(part => part.Name.LocalName == "text").Select(part => part.Value));

        int Count(string proxy) => rows[proxy].GetProperty("accuracy").GetProperty("count").GetInt32();
    }

    [Fact]
    public async Task What_was_scored_is_not_scored_again_and_more_or_fewer_cells_may_be_asked_for()
    {
        var folder = workspace.Path("again");
        var file = Path.Combine(folder, "scores", "snip.jsonl");
        (await Cli.Run(Bench(folder, "--proxies", "snip", "--cells", "4"))).Succeeds();
        var four = File.ReadAllLines(file);
        (await Cli.Run(Bench(folder, "--proxies", "snip,params", "--cells", "6"))).Succeeds();
        var six = File.ReadAllLines(file);
        File.WriteAllLines(file, six.Where((_, line) => line != 2));
        var five = (await Cli.Run(Bench(folder, "--proxies", "snip", "--cells", "5", "--json"))).Json();
        var straight = (await Cli.Run(Bench(workspace.Path("straight"), "--proxies", "snip", "--cells", "5", "--json"))).Json();

        Assert.Equal((5, 7), (four.Length, six.Length));
        Assert.Equal(four, six.Take(5));
        Assert.Equal(7, File.ReadAllLines(file).Length);
        Assert.Equal(Accuracy(straight), Accuracy(five));
        (await Cli.Run(Bench(folder, "--proxies", "snip", "--seed", "9"))).IsRefused(file, "another seed");
        (await Cli.Run(Bench(folder, "--proxies", "snip", "--channels", "3"))).IsRefused(file, "another network size");

        static string Accuracy(JsonElement document) => document.GetProperty("proxies")[0].GetProperty("accuracy").GetRawText();
    }

    [Fact]
    public async Task An_interrupted_bench_tells_how_to_go_on()
    {
        var folder = workspace.Path("stopped");
        var file = Path.Combine(folder, "scores", "snip.jsonl");
        string[] bench = Bench(folder, "--proxies", "snip", "--cells", "700");
        using var cli = Cli.Start(bench);
        await cli.Until(() => File.Exists(file) && new FileInfo(file).Length > 400);
        cli.PressCtrlC();
        var interrupted = await cli.End();

        Assert.Equal(130, interrupted.Code);
        Assert.Contains("go on with: ./espalier bench proxies ", interrupted.ErrorLines[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "proxies.json")));
        Assert.InRange(File.ReadAllLines(file).Length, 2, 700);
    }

    [Fact]
    public async Task Wrong_input_is_told_before_anything_is_written()
    {
        var folder = workspace.Path("refused");
        (await Cli.Run(Bench(folder, "--proxies", "snip,snop"))).IsRefused("proxy 'snop'", "synflow");
        (await Cli.Run(Bench(folder, "--proxies", "snip,snip:3"))).IsRefused("--proxies", "twice");
        (await Cli.Run(Bench(folder, "--proxies", "snip:one"))).IsRefused("--proxies 'snip:one'", "snip:100");
        (await Cli.Run(Bench(folder, "--cells", "726"))).IsRefused("--cells 726", "725");
        (await Cli.Run(Bench(folder, "--tables", workspace.Idx))).IsRefused("nas_bench_suite_zero", "--tables");
        Assert.False(Directory.Exists(folder));
    }

    private string[] Bench(string folder, params string[] more)
    {
        (string Name, string Value)[] defaults =
        [
            ("--proxies", Proxies), ("--cells", "8"), ("--data", workspace.Cifar), ("--tables", Tables), ("--channels", "2"), ("--stacks", "1"),
            ("--batch", "4"), ("--threads", "1"), ("--out", folder),
        ];
        var kept = defaults.Where(option => !more.Contains(option.Name)).SelectMany(option => new[] { option.Name, option.Value });
        return ["bench", "proxies", .. kept, .. more];
    }
}
