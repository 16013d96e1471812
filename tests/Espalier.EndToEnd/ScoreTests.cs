namespace Espalier.EndToEnd;

public sealed class ScoreTests(Workspace workspace) : IClassFixture<Workspace>
{
    private const string Arch = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|";

    private string[] Small => ["--space", "nas-bench-201", "--data", workspace.Idx, "--channels", "2", "--cells", "3", "--batch", "4"];

    [Fact]
    public async Task One_genotype_gets_a_score_of_every_proxy()
    {
        var outcome = (await Cli.Run(["score", "--genotype", Arch, .. Small])).Succeeds();

        Assert.All(["gradsign", "naswot", "ntk", "params", "synflow", "zen", "zico"], name =>
            Assert.Contains(name, outcome.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_scores_is_gone_on_with()
    {
        var file = workspace.Path("scores.jsonl");
        string[] command = ["score", "--sample", "5", "--proxy", "params,snip", "--out", file, "--json", .. Small];

        var first = (await Cli.Run(command)).Json();
        File.WriteAllLines(file, File.ReadAllLines(file).Take(3));
        var second = (await Cli.Run(command)).Json();

        Assert.Equal(5, first.GetArrayLength());
        Assert.Equal(Scores(first), Scores(second));
        Assert.Equal(6, File.ReadAllLines(file).Length);

        static IEnumerable<string> Scores(System.Text.Json.JsonElement document) =>
            document.EnumerateArray().Select(one => one.GetProperty("scores").GetRawText());
    }

    [Theory]
    [InlineData("none of that name", "--sample", "2", "--proxy", "snop")]
    [InlineData("one of the two is needed", "--proxy", "snip")]
    [InlineData("names a proxy twice", "--sample", "2", "--proxy", "snip,snip")]
    [InlineData("has 15625 genotypes", "--sample", "20000", "--proxy", "params")]
    public async Task Wrong_input_is_told(string told, params string[] arguments) =>
        (await Cli.Run(["score", .. arguments, .. Small])).IsRefused(told);
}
