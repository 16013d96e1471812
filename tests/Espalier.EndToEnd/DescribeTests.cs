using System.Text.Json;
using System.Xml.Linq;

namespace Espalier.EndToEnd;

public sealed class DescribeTests(Workspace workspace) : IClassFixture<Workspace>
{
    [Fact]
    public async Task The_published_network_has_its_known_size()
    {
        var description = (await Cli.Run(
            "describe", "--genotype", Genotypes.DartsV2, "--channels", "36", "--cells", "20", "--classes", "10", "--input", "3x32x32",
            "--auxiliary", "--json")).Json();

        Assert.Equal(3_349_342, description.GetProperty("params").GetInt64());
        Assert.Equal(528_359_040, description.GetProperty("macs").GetInt64());
        Assert.Equal(3_349_342 + 476_426, description.GetProperty("paramsWithAuxiliary").GetInt64());
    }

    [Fact]
    public async Task Its_own_text_in_a_file_means_the_same_as_the_notation_of_the_field()
    {
        var first = await Describe(Genotypes.DartsV2);
        var file = workspace.Path("genotype.json");
        await File.WriteAllTextAsync(file, first.GetProperty("genotype").GetString() + "\n");

        var second = await Describe(file);
        var third = await Describe(second.GetProperty("field").GetString()!);

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal(first.GetRawText(), third.GetRawText());
    }

    [Fact]
    public async Task Both_cells_are_drawn()
    {
        var file = workspace.Path("cells.svg");

        var described = await Cli.Run("describe", "--genotype", Genotypes.DartsV2, "--channels", "4", "--cells", "5", "--svg", file);

        Assert.Contains("0 ── skip_connect ──┐\n  2 ── dil_conv_3x3 ──┴─► 5", described.Succeeds().Out, StringComparison.Ordinal);
        var labels = XDocument.Load(file).Descendants().Where(part => part.Name.LocalName == "text").Select(part => part.Value).ToArray();
        Assert.Contains("normal cell", labels);
        Assert.Contains("reduction cell", labels);
        Assert.Equal(16, labels.Count(label => label is "sep_conv_3x3" or "dil_conv_3x3" or "skip_connect" or "max_pool_3x3"));
    }

    private static async Task<JsonElement> Describe(string genotype) =>
        (await Cli.Run("describe", "--genotype", genotype, "--channels", "4", "--cells", "5", "--json")).Json();
}
