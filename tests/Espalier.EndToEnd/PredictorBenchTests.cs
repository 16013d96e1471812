using System.Text.Json;
using Espalier.Tests.Data;

namespace Espalier.EndToEnd;

public sealed class PredictorBenchTests(Workspace workspace) : IClassFixture<Workspace>
{
    [SuiteZeroFact]
    public async Task Begun_again_it_does_nothing_twice_and_tells_the_same()
    {
        var folder = workspace.Path("predictors");
        string[] bench = Bench(folder, "--predictors", "random-forest+trees=10,omni+learner=random-forest", "--labels", "10,20", "--trials", "2");
        (await Cli.Run(bench)).Succeeds();
        var log = Path.Combine(folder, "predictors.jsonl");
        var lines = await File.ReadAllLinesAsync(log);
        var table = await File.ReadAllTextAsync(Path.Combine(folder, "predictors.json"));

        // As if it had been killed while it wrote.
        await File.WriteAllTextAsync(log, string.Join('\n', lines[..^1]) + "\n" + lines[^1][..20]);
        (await Cli.Run(bench)).Succeeds();
        Assert.Equal(lines.Length, (await File.ReadAllLinesAsync(log)).Length);
        Assert.Equal(Taus(table), Taus(await File.ReadAllTextAsync(Path.Combine(folder, "predictors.json"))));
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "predictors.md"));
        Assert.Contains("| `omni+learner=random-forest` |", page, StringComparison.Ordinal);
        Assert.All(["table", "scored"], cells => Assert.True(File.Exists(Path.Combine(folder, $"predictors-{cells}.svg"))));
        (await Cli.Run([.. bench, "--seed", "2"])).IsRefused("predictors.jsonl", "--out");
    }

    [SuiteZeroFact]
    public async Task Layers_that_were_scored_feed_the_predictors_that_look_at_them()
    {
        var (scores, folder) = (workspace.Path("layers"), workspace.Path("parzc"));
        string[] Asked(int cells) => Bench(
            folder, "--predictors", "parzc+epochs=3+proxies=synflow,parzc-free+proxies=synflow", "--labels", "10", "--trials", "1", "--cells", "scored", "--test", $"{cells}");
        var parzc = Asked(40);
        (await Cli.Run([.. parzc, "--layers", scores])).IsRefused("scores", "bench proxies --layers");
        (await Cli.Run(
            "bench", "proxies", "--layers", "--proxies", "synflow", "--cells", "60", "--data", workspace.Cifar, "--tables", PublishedTables.Root,
            "--channels", "2", "--stacks", "1", "--batch", "4", "--threads", "1", "--out", scores)).Succeeds();

        var told = (await Cli.Run([.. parzc, "--layers", scores, "--json"])).Json();

        var results = told.GetProperty("results").EnumerateArray().ToDictionary(result => result.GetProperty("name").GetString()!);
        Assert.Equal(1, results["parzc+epochs=3+proxies=synflow"].GetProperty("settings").GetArrayLength());
        Assert.Equal(0, results["parzc-free+proxies=synflow"].GetProperty("settings")[0].GetProperty("labels").GetInt32());
        (await Cli.Run([.. Asked(61), "--layers", scores])).IsRefused("--test 61", "60 cells have scores");
        (await Cli.Run(parzc)).IsRefused("predictors.jsonl", "--out");
    }

    [SuiteZeroFact]
    public async Task What_cannot_be_done_is_told_before_anything_is()
    {
        var folder = workspace.Path("refused");
        (await Cli.Run(Bench(folder, "--predictors", "oracle"))).IsRefused("--predictors", "oracle", "random-forest");
        (await Cli.Run(Bench(folder, "--predictors", "xgb+colour=blue"))).IsRefused("xgb", "colour");
        (await Cli.Run(Bench(folder, "--labels", "10,ten"))).IsRefused("--labels", "ten");
        (await Cli.Run(Bench(folder, "--cells", "all"))).IsRefused("--cells", "scored");
        Assert.False(Directory.Exists(folder));
    }

    [SuiteZeroFact]
    public async Task Shared_weights_are_trained_once_where_there_are_images_and_told_to_be_missing_where_there_are_none()
    {
        var (folder, images) = (workspace.Path("shared"), workspace.Path("tiny-cifar"));
        TinyData.WriteCifar(images);
        string[] bench = Bench(
            folder, "--predictors", "rsws+epochs=1+channels=2+cells=3+batch=8+judged=8", "--trials", "1", "--cells", "scored");
        var blind = await Cli.Run(bench);
        Assert.Contains("give --images", blind.Succeeds().Error, StringComparison.Ordinal);
        (await Cli.Run([.. bench, "--images", images])).Succeeds();
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "predictors.jsonl"));
        Assert.Contains(lines, line => line.Contains("rsws", StringComparison.Ordinal) && line.Contains(images, StringComparison.Ordinal));

        (await Cli.Run([.. bench, "--images", images])).Succeeds();
        Assert.Equal(lines, await File.ReadAllLinesAsync(Path.Combine(folder, "predictors.jsonl")));
        Assert.Empty(Directory.EnumerateFiles(folder, "*.safetensors*"));
        (await Cli.Run([.. bench, "--images", workspace.Path("nowhere")])).IsRefused("nowhere");
    }

    [SuiteZeroFact]
    public async Task The_best_cell_is_reached_and_the_page_says_when()
    {
        var folder = workspace.Path("reach");
        (await Cli.Run(
            "bench", "reach", "--methods", "gbdt-nas+starts=50", "--runs", "1", "--most", "80", "--tables", PublishedTables.Root, "--out", folder)).Succeeds();

        using var table = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "reach.json")));
        Assert.Equal("none on 0->3", table.RootElement.GetProperty("harms")[0].GetProperty("choice").GetString());
        Assert.Contains("| `gbdt-nas+starts=50` |", await File.ReadAllTextAsync(Path.Combine(folder, "reach.md")), StringComparison.Ordinal);
    }

    private static string[] Bench(string folder, params string[] more) =>
        ["bench", "predictors", .. more.Contains("--test") ? (string[])[] : ["--test", "50"], "--tables", PublishedTables.Root, "--out", folder, .. more];

    private static double[] Taus(string table)
    {
        using var document = JsonDocument.Parse(table);
        return
        [
            .. document.RootElement.GetProperty("results").EnumerateArray()
                .SelectMany(result => result.GetProperty("settings").EnumerateArray())
                .Select(setting => setting.GetProperty("kendall").GetProperty("mean").GetDouble()),
        ];
    }
}
