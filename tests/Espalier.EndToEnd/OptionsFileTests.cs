using System.Text.Json;

namespace Espalier.EndToEnd;

public sealed class OptionsFileTests(Workspace workspace) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_file_goes_before_the_preset_and_set_before_the_file()
    {
        var file = workspace.Path("options.json");
        await File.WriteAllTextAsync(file, "{\"order\": \"second\", \"clip\": 3, \"warm-up\": 1}");
        var folder = workspace.Path("run");

        (await Cli.Run(
            "search", "--data", workspace.Idx, "--method", "darts", "--options", file, "--set", "clip=4", "--epochs", "1",
            "--channels", "2", "--cells", "3", "--batch", "24", "--candidates", "1", "--train-epochs", "0", "--threads", "1", "--out", folder)).Succeeds();

        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "run.json")));
        var options = settings.RootElement.GetProperty("options");
        Assert.Equal(
            ("second", "4", "1", "0.01"), (Text("order"), Text("clip"), Text("warm-up"), Text("architecture-rate")));

        string? Text(string name) => options.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("search")]
    [InlineData("plan")]
    public async Task All_faults_of_a_file_are_told_with_their_places(string command)
    {
        var file = workspace.Path($"{command}.json");
        await File.WriteAllTextAsync(file, "{\n  \"order\": \"third\",\n  \"clip\": \"5\",\n  \"sped\": 1\n}");

        var told = await Cli.Run(command, "--data", workspace.Idx, "--method", "darts", "--options", file);

        told.IsRefused(file, "line 2, column 3: \"order\": third: one of first, second", "line 3, column 3: \"clip\": a number is needed, not a string",
            "line 4, column 3: no option \"sped\"");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told() =>
        (await Cli.Run("search", "--data", workspace.Idx, "--options", workspace.Path("none.json"))).IsRefused("--options", "none.json");
}
