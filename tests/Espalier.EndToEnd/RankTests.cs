using System.Text.Json;
using Espalier.Spaces.NasBench201;
using Espalier.Tests.Estimators.Tables;

namespace Espalier.EndToEnd;

public sealed class RankTests(Workspace workspace) : IClassFixture<Workspace>
{
    private const string Best = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    private const string Middle = "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_1x1~1|skip_connect~2|";
    private const string Dead = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";

    private string[] Small =>
        ["--space", "nas-bench-201", "--data", workspace.Idx, "--channels", "2", "--cells", "5", "--batch", "4", "--threads", "1"];

    [Fact]
    public async Task Candidates_are_told_in_order_with_their_sizes()
    {
        string[] command = ["rank", "--genotype", Dead, "--genotype", Best, "--genotype", Middle, "--proxy", "synflow,l2-norm", .. Small];

        var document = (await Cli.Run([.. command, "--json"])).Json();
        var sheet = (await Cli.Run([.. command, "--top", "2"])).Succeeds().Out.Split('\n');

        var candidates = document.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.Equal([Best, Middle, Dead], candidates.Select(Cell));
        Assert.Equal([1.0, 2, 3], candidates.Select(one => one.GetProperty("rank").GetDouble()));
        Assert.Equal([1.0, 2, 3], candidates.Select(one => one.GetProperty("ranks").GetProperty("synflow").GetDouble()));
        Assert.All(candidates.Zip(candidates.Skip(1)), pair => Assert.True(Params(pair.First) > Params(pair.Second)));
        Assert.All(candidates, one => Assert.True(one.GetProperty("macs").GetInt64() > 0));
        Assert.False(document.TryGetProperty("against", out _));
        Assert.Matches("^ *rank +synflow +l2-norm +parameters +MACs +genotype$", sheet[0]);
        Assert.Contains(Best, sheet[1], StringComparison.Ordinal);
        Assert.Equal("and 1 more; --top 0 shows all", sheet[3]);

        static long Params(JsonElement candidate) => candidate.GetProperty("params").GetInt64();
    }

    [Fact]
    public async Task The_macro_space_has_its_table_too()
    {
        var tables = workspace.Path("macro-tables");
        MadeUpMacroTable.Save(tables, MadeUpMacroTable.Lines());

        var document = (await Cli.Run(
            ["rank", "--space", "nas-bench-macro", "--sample", "6", "--proxy", "params", "--tables", tables, "--data", workspace.Idx, "--batch", "4", "--json"])).Json();

        Assert.Equal("cifar10.test.50", document.GetProperty("against").GetProperty("column").GetString());
    }

    [Fact]
    public async Task A_table_says_how_well_each_ranking_agrees()
    {
        var tables = workspace.Path("tables");
        new MadeUpTable().Save(tables);

        var document = (await Cli.Run(
            ["rank", "--sample", "12", "--proxy", "params,plain", "--by", "vote", "--tables", tables, "--json", .. Small])).Json();

        var against = document.GetProperty("against");
        Assert.Equal("cifar10.test.200", against.GetProperty("column").GetString());
        var rankings = against.GetProperty("rankings").EnumerateArray().ToDictionary(one => one.GetProperty("ranking").GetString()!);
        Assert.Equal(["together", "params", "plain", "macs"], rankings.Keys);
        Assert.All(rankings.Values, one => Assert.InRange(one.GetProperty("spearman").GetDouble(), -1, 1));

        // The made-up table's accuracies rise with the row, so what is told of parameters can be reckoned here.
        var rows = new NasBench201Space().All().Index().ToDictionary(cell => cell.Item.Text, cell => cell.Index);
        var candidates = document.GetProperty("candidates").EnumerateArray().ToArray();
        Assert.All(candidates, one => Assert.Equal(
            MadeUpTable.Fraction(rows[one.GetProperty("genotype").GetString()!]), one.GetProperty("known").GetDouble(), 1e-12));
        var agreement = Evaluation.RankAgreement.Of(
            [.. candidates.Select(one => one.GetProperty("scores").GetProperty("params").GetDouble())],
            [.. candidates.Select(one => one.GetProperty("known").GetDouble())]);
        Assert.Equal(agreement.Spearman, rankings["params"].GetProperty("spearman").GetDouble(), 1e-12);
        Assert.Equal(agreement.Kendall, rankings["params"].GetProperty("kendall").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task What_score_wrote_is_ranked_without_scoring_again()
    {
        var file = workspace.Path("scored.jsonl");
        (await Cli.Run(["score", "--sample", "4", "--proxy", "snip,naswot,params", "--out", file, .. Small])).Succeeds();
        var before = File.ReadAllBytes(file);

        var ranked = (await Cli.Run("rank", "--scores", file, "--json")).Json();
        var bySnip = (await Cli.Run("rank", "--scores", file, "--proxy", "snip", "--json")).Json().GetProperty("candidates").EnumerateArray();
        var anew = (await Cli.Run(["rank", "--sample", "4", "--proxy", "snip,naswot,params", "--json", .. Small])).Json();

        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.Equal(anew.GetRawText(), ranked.GetRawText());
        var scores = bySnip.Select(one => one.GetProperty("scores").GetProperty("snip").GetDouble()).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
        (await Cli.Run("rank", "--scores", file, "--proxy", "snip,zico")).IsRefused("--proxy zico", "snip, naswot, params");
        (await Cli.Run("rank", "--scores", file, "--batch", "8")).IsRefused("--batch", "leave out --batch");
        (await Cli.Run("rank", "--scores", file + ".absent")).IsRefused("there is no such file");
    }

    [Theory]
    [InlineData("one of the three is needed", "--proxy", "snip")]
    [InlineData("one of the three is needed", "--sample", "3", "--scores", "a.jsonl")]
    [InlineData("a single candidate has no rank", "--sample", "1")]
    [InlineData("a candidate is there twice", "--genotype", Best, "--genotype", Best)]
    [InlineData("none of that name", "--sample", "3", "--proxy", "snop")]
    [InlineData("give mean or vote", "--sample", "3", "--by", "median")]
    [InlineData("there is no such folder", "--sample", "2", "--proxy", "params", "--tables", "absent")]
    public async Task Wrong_input_is_told(string told, params string[] arguments) =>
        (await Cli.Run(["rank", .. arguments, .. arguments.Contains("--scores") ? [] : Small])).IsRefused(told);

    [Fact]
    public async Task A_space_without_a_table_is_told() => (await Cli.Run(
        "rank", "--sample", "2", "--proxy", "params", "--space", "darts", "--data", workspace.Idx, "--channels", "2", "--cells", "3", "--batch", "4",
        "--against", "cifar10.test.200"))
        .IsRefused("no table knows the space darts", "nas-bench-201");

    private static string? Cell(JsonElement candidate)
    {
        using var genotype = JsonDocument.Parse(candidate.GetProperty("genotype").GetString()!);
        return genotype.RootElement.GetProperty("cell").GetString();
    }
}
