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
}
