using System.Text.Json;

namespace Espalier.EndToEnd;

/// <summary>Several candidates, several finalists, several replicates, as a user asks for them.</summary>
public sealed class FrontTests(Workspace workspace) : IClassFixture<Workspace>
{
    [Fact]
    public async Task Finalists_and_their_replicates_are_told_shown_and_evaluated()
    {
        var folder = workspace.Path("front");
        string[] more = ["--candidates", "6", "--finalists", "2", "--replicates", "2", "--train-epochs", "1"];

        var summary = (await Cli.Run(workspace.Search("darts", "front", more))).Succeeds();

        Assert.Contains("train: finalist 2 of 2, replicate 2 of 2, 1 epochs", summary.Error, StringComparison.Ordinal);
        Assert.Matches(@"replicates +clean 0\.\d{4} ± 0\.\d{4} \(2, 95 % -?\d\.\d{4} to -?\d\.\d{4}\), FGSM", summary.Out);
        Assert.Contains("of 6 networks around the one found", summary.Out, StringComparison.Ordinal);
        Assert.Matches(@"validation: \d+ images, 95 % intervals \(Wilson\) reach 0\.\d{4} to a side at most", summary.Out);
        Assert.Contains("95 % intervals (Student) of the means reach", summary.Out, StringComparison.Ordinal);
        Assert.Contains("finalists/2/model.safetensors", summary.Out, StringComparison.Ordinal);
        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "result.json")));
        var second = result.RootElement.GetProperty("finalists")[1];
        Assert.Equal(2, second.GetProperty("trained").GetProperty("clean").GetProperty("count").GetInt32());

        var evaluation = (await Cli.Run("evaluate", "--model", Path.Combine(folder, "finalists", "2"), "--threads", "1", "--json")).Json();
        Assert.Equal(
            second.GetProperty("replicates")[0].GetProperty("accuracy").GetProperty("clean").GetDouble(),
            evaluation.GetProperty("accuracy").GetProperty("clean").GetDouble());
        (await Cli.Run("describe", "--genotype", Path.Combine(folder, "finalists", "2"), "--channels", "2", "--cells", "3")).Succeeds();

        var shown = (await Cli.Run("show", folder)).Succeeds().Out;
        Assert.Contains("of 6 networks around the one found", shown, StringComparison.Ordinal);
        Assert.Matches(@"0\.\d{4} ± 0\.\d{4} \(2\)", shown);
        Assert.True(File.Exists(Path.Combine(folder, "finalists", "2", "replicate-2", "outcomes.json")));
        Assert.Contains("over seeds: means", (await Cli.Run("compare", folder, folder)).Succeeds().Out, StringComparison.Ordinal);
        Assert.Contains("runnerup", (await Cli.Run("show", folder, "--trials")).Succeeds().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_that_make_no_sense_are_refused()
    {
        (await Cli.Run(workspace.Search("darts", "never", "--candidates", "0"))).IsRefused("--candidates '0'", "from 1 to");
        (await Cli.Run(workspace.Search("darts", "never", "--finalists", "3"))).IsRefused("3 are more than the 2 candidates");
        (await Cli.Run(workspace.Search("darts", "never", "--replicates", "many"))).IsRefused("--replicates 'many'");
        Assert.False(Directory.Exists(workspace.Path("never")));
    }
}
