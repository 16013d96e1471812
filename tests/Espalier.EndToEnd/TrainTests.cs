using System.Text.Json;

namespace Espalier.EndToEnd;

public sealed class TrainTests(Workspace workspace) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_given_genotype_is_trained_and_attacked_on_colour_images()
    {
        var folder = workspace.Path("given");

        var result = (await Cli.Run(
            "train", "--genotype", Genotypes.DartsV2, "--data", workspace.Cifar, "--epochs", "1", "--batch", "20", "--channels", "2",
            "--cells", "3", "--train-images", "0", "--stem-stride", "2", "--pgd-steps", "1", "--recipe", "adversarial", "--threads", "1",
            "--out", folder, "--json")).Json();

        Assert.Equal("given", result.GetProperty("method").GetString());
        Assert.False(result.TryGetProperty("search", out _));
        Assert.Equal(1, result.GetProperty("train").GetProperty("epochs").GetInt32());
        Assert.InRange(result.GetProperty("accuracy").GetProperty("clean").GetDouble(), 0, 1);
        Assert.True(File.Exists(Path.Combine(folder, "model.safetensors")));

        var again = await Cli.Run("describe", "--genotype", folder, "--channels", "2", "--cells", "3", "--stem-stride", "2", "--json");
        Assert.Equal(result.GetProperty("params").GetInt64(), again.Json().GetProperty("params").GetInt64());
    }

    [Fact]
    public async Task Trades_is_trained_at_any_radius_and_tells_which_epoch_was_kept()
    {
        var folder = workspace.Path("trades");

        var told = (await Cli.Run(
            "train", "--genotype", Genotypes.DartsV2, "--data", workspace.Idx, "--recipe", "trades", "--trades-beta", "3", "--epsilon", "8/255",
            "--epochs", "2", "--batch", "16", "--channels", "2", "--cells", "3", "--train-images", "0", "--stem-stride", "2", "--pgd-steps", "1",
            "--threads", "1", "--out", folder)).Succeeds();

        var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "run.json"))).RootElement.GetProperty("recipe");
        Assert.Equal(("trades-10", 3), (settings.GetProperty("adversarial").GetString(), settings.GetProperty("tradesBeta").GetDouble()));
        var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "result.json"))).RootElement.GetProperty("train").GetProperty("kept");
        Assert.Equal(5, kept.GetProperty("images").GetInt32());
        Assert.Contains($"epoch {kept.GetProperty("epoch").GetInt32() + 1} of 2: PGD-10", told.Out, StringComparison.Ordinal);
        (await Cli.Run("report", folder, "--no-attack", "--threads", "1")).Succeeds();
        Assert.Contains("5 training images that were held out", await File.ReadAllTextAsync(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
    }
}
