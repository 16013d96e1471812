namespace Espalier.EndToEnd;

/// <summary>A space that is not made of cells, from search to front.</summary>
public sealed class HyperCuboidTests(Workspace workspace) : IClassFixture<Workspace>
{
    private const string Space = "hyper-cuboid";

    [Fact]
    public async Task A_grid_is_searched_within_limits_and_what_is_found_is_described_and_attacked()
    {
        var result = (await Cli.Run(workspace.Search(
            "sharp-darts", "grid", "--space", Space, "--candidates", "4", "--max-params", "3600", "--set", "path=bottom-up", "--train-epochs", "1",
            "--json")))
            .Json();

        var genotype = result.GetProperty("genotype").GetString()!;
        Assert.StartsWith("{\"space\":\"hyper-cuboid\",\"widths\":[", genotype, StringComparison.Ordinal);
        Assert.InRange(result.GetProperty("params").GetInt64(), 1, 3600);
        Assert.Equal(4, result.GetProperty("search").GetProperty("judged").GetInt32());

        var described = (await Cli.Run(
            "describe", "--genotype", workspace.Path("grid"), "--space", Space, "--channels", "2", "--classes", "3", "--input", "1x12x12",
            "--stem-stride", "2", "--json")).Json();
        Assert.Equal(result.GetProperty("params").GetInt64(), described.GetProperty("params").GetInt64());
        Assert.Equal(result.GetProperty("macs").GetInt64(), described.GetProperty("macs").GetInt64());
        (await Cli.Run("evaluate", "--model", workspace.Path("grid"), "--attack", "fgsm")).Succeeds();
    }

    [Fact]
    public async Task A_method_that_cannot_search_it_is_refused_before_a_folder_is_made()
    {
        var refused = await Cli.Run(workspace.Search("mdenas", "refused", "--space", Space));

        refused.IsRefused("space 'hyper-cuboid'", "'mdenas' does not run on it", "nas-bench-201");
        Assert.False(Directory.Exists(workspace.Path("refused")));
    }
}
