namespace Espalier.EndToEnd;

public sealed class HelpTests
{
    [Theory]
    [InlineData("demo", "--out", "--resume", "--fresh", "--seed", "--json")]
    [InlineData("search", "--data", "--method", "--set", "--max-params", "--max-latency", "--out", "--resume", "--threads", "--json")]
    [InlineData("search", "--preset", "repeats only as well as")]
    [InlineData("search", "--options", "goes before --options")]
    [InlineData("plan", "--options")]
    [InlineData("search", "--candidates", "--finalists", "--replicates")]
    [InlineData("train", "--replicates")]
    [InlineData("train", "--genotype", "--data", "--recipe", "--epochs", "--out", "--resume", "--json")]
    [InlineData("evaluate", "--model", "--attack", "--corruptions", "--ood", "--epsilon", "--images", "--json")]
    [InlineData("export", "--model", "--out", "--opset", "--batch", "--fold", "--gate-images", "--tolerance", "--threads", "--json")]
    [InlineData("score", "--proxy", "--sample", "--genotype", "--batch", "--out", "--threads", "--json")]
    [InlineData("describe", "--genotype", "--channels", "--cells", "--classes", "--input", "--auxiliary", "--svg", "--json")]
    [InlineData("list", "--json", "--markdown", "methods", "perturbations")]
    [InlineData("data", "--sheet", "--corruptions", "--severity", "--image-size", "--label", "--data-root", "--skip-unreadable", "--json")]
    [InlineData("search", "--image-size", "--image-channels", "--test-fraction", "--split-seed")]
    [InlineData("search", "--store", "sqlite:PATH", "postgres://user@host:port/database")]
    [InlineData("train", "--store")]
    [InlineData("search", "--checkpoint-every", "default 30")]
    [InlineData("train", "--checkpoint-every")]
    [InlineData("demo", "--store")]
    [InlineData("runs", "DIR", "--store", "--json")]
    [InlineData("show", "DIR|ID", "--store", "--trials", "--json")]
    [InlineData("compare", "A", "B", "--model", "--store", "--json")]
    [InlineData("report", "DIR", "--out", "--images", "--no-attack", "--threads", "--json")]
    [InlineData("plan", "--data", "--method", "--set", "--max-params", "--max-latency", "--preset", "--out", "--threads", "--json")]
    [InlineData("reproduce", "DIR", "--data", "--out", "--search-only", "--json")]
    [InlineData("bench", "differentiable")]
    [InlineData("bench differentiable", "--methods", "--seeds", "--set", "--data", "--data-root", "--epochs", "--channels", "--cells", "--batch")]
    [InlineData("bench differentiable", "--train-images", "--draws", "--tables", "ESPALIER_TABLES", "--threads", "--out", "--json")]
    [InlineData("bench proxies", "--proxies", "--cells", "--channels", "--stacks", "--batch", "--data", "--tables", "--threads", "--out", "--json")]
    [InlineData("rank", "--sample", "--genotype", "--scores", "--proxy", "--by", "mean|vote", "--top", "--against", "--tables", "--json")]
    [InlineData("doctor")]
    public async Task Every_command_tells_its_options(string command, params string[] words)
    {
        var help = (await Cli.Run([.. command.Split(' '), "--help"])).Succeeds();

        Assert.Empty(help.Error);
        Assert.Contains($"espalier {command}", help.Out, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, help.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_help_of_the_whole_names_every_command()
    {
        var help = (await Cli.Run("--help")).Succeeds();

        Assert.All(
            [
                "demo", "plan", "search", "train", "evaluate", "export", "describe", "score", "data", "list", "runs", "show", "compare", "report",
                "bench", "reproduce", "doctor",
            ],
            command => Assert.Contains($"\n  {command} ", help.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_version_is_printed() => Assert.Equal("0.1.0", (await Cli.Run("--version")).Succeeds().Out.Trim());
}
