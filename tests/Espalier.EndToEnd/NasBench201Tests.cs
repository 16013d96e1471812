using System.Text.Json;
using System.Xml.Linq;
using Espalier.Tests.Data;

namespace Espalier.EndToEnd;

/// <summary>NAS-Bench-201 from its preset to its drawing, as a user goes.</summary>
public sealed class NasBench201Tests(Workspace workspace) : IClassFixture<Workspace>
{
    private const string Arch = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|nor_conv_3x3~2|";

    [Fact]
    public async Task A_run_has_the_sizes_of_its_space_and_is_shown_and_reported_with_its_cell()
    {
        var folder = workspace.Path("nas-bench-201");

        (await Cli.Run(
            "search", "--data", workspace.Idx, "--space", "nas-bench-201", "--method", "darts", "--preset", "quick", "--epochs", "1",
            "--batch", "8", "--channels", "4", "--candidates", "2", "--train-channels", "4", "--train-epochs", "1", "--pgd-steps", "1", "--threads", "1", "--out", folder))
            .Succeeds();
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "run.json")));
        var recipe = settings.RootElement.GetProperty("recipe");
        var shown = (await Cli.Run("show", folder)).Succeeds().Out;
        (await Cli.Run("report", folder, "--no-attack")).Succeeds();
        var report = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"));

        Assert.Equal((5, 5), (Cells("search"), Cells("final")));
        Assert.Equal((0.025, true, 5e-4), (Number("learningRate"), recipe.GetProperty("nesterov").GetBoolean(), Number("weightDecay")));
        Assert.Contains("\ncell\n  0 ── ", shown, StringComparison.Ordinal);
        Assert.Contains("output = 3\n", shown, StringComparison.Ordinal);
        Assert.Contains("0 is the cell&#39;s input, 3 its output", report.Replace("&#x27;", "&#39;", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("class=\"cells\"", report, StringComparison.Ordinal);

        int Cells(string which) => settings.RootElement.GetProperty(which).GetProperty("cells").GetInt32();

        double Number(string name) => recipe.GetProperty(name).GetDouble();
    }

    [NasBench201Fact]
    public async Task A_search_keeps_the_limit_of_a_devices_table()
    {
        var folder = workspace.Path("device");
        string[] search =
        [
            "search", "--data", workspace.Idx, "--space", "nas-bench-201", "--method", "random-search", "--preset", "quick", "--set", "trials=3", "--set",
            "epochs=1", "--channels", "2", "--batch", "8", "--train-epochs", "0", "--threads", "1", "--tables", PublishedTables.Root, "--out", folder,
        ];

        (await Cli.Run([.. search, "--max-latency", "100"])).IsRefused("--tables", "--latency-device");
        (await Cli.Run([.. search, "--latency-device", "abacus"])).IsRefused("abacus", "fpga");
        (await Cli.Run([.. search, "--latency-device", "fpga", "--max-latency", "0.001"])).IsRefused("--max-latency 0.001", "fastest cell");
        var found = (await Cli.Run([.. search, "--latency-device", "fpga", "--max-latency", "6"])).Succeeds().Out;

        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "result.json")));
        Assert.Equal("fpga", result.RootElement.GetProperty("latencyDevice").GetString());
        Assert.InRange(result.RootElement.GetProperty("latencyMilliseconds").GetDouble(), 0.1, 6);
        Assert.Contains("ms on fpga, by its table", found, StringComparison.Ordinal);
    }

    [NasBench201Fact]
    public async Task Searches_on_the_table_pass_over_what_takes_too_long_on_a_device()
    {
        string[] bench = ["bench", "nb201", "--methods", "random-search", "--runs", "3", "--tables", PublishedTables.Root];

        (await Cli.Run([.. bench, "--max-latency", "3"])).IsRefused("--latency-device", "without the other");
        (await Cli.Run([.. bench, "--latency-device", "fpga", "--max-latency", "0.001"])).IsRefused("fastest cell");
        var (free, limited) = (await Rank([]), await Rank(["--latency-device", "fpga", "--max-latency", "2"]));
        Assert.True(limited > 10 * free, $"rank {limited} within the limit, {free} without");

        async Task<double> Rank(string[] more)
        {
            using var told = JsonDocument.Parse((await Cli.Run([.. bench, .. more, "--json"])).Succeeds().Out);
            return told.RootElement.GetProperty("methods")[0].GetProperty("rank").GetProperty("mean").GetDouble();
        }
    }

    [Fact]
    public async Task A_cell_is_described_in_its_published_skeleton_without_naming_its_space()
    {
        var file = workspace.Path("cell.svg");

        var described = (await Cli.Run("describe", "--genotype", Arch, "--svg", file)).Succeeds().Out;

        Assert.Contains("16 channels, 17 cells", described, StringComparison.Ordinal);
        Assert.Contains("  2 ── nor_conv_3x3 ──┴─► 3\n", described, StringComparison.Ordinal);
        var labels = XDocument.Load(file).Descendants().Where(part => part.Name.LocalName == "text").Select(part => part.Value).ToArray();
        Assert.Equal(2, labels.Count(label => label == "nor_conv_3x3"));
        Assert.All(["none", "skip_connect", "avg_pool_3x3", "nor_conv_1x1", "output"], label => Assert.Contains(label, labels));
    }

    [Fact]
    public async Task A_genotype_of_another_space_than_the_one_asked_for_is_refused() =>
        (await Cli.Run("describe", "--genotype", Arch, "--space", "darts")).IsRefused("--genotype");
}
