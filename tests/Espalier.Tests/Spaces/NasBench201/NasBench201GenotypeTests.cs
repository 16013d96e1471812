using Espalier.Spaces.NasBench201;
using Espalier.Tests.Data;

namespace Espalier.Tests.Spaces.NasBench201;

public sealed class NasBench201GenotypeTests
{
    private static readonly NasBench201Genotype[] All = [.. new NasBench201Space().All()];

    [Fact]
    public void There_are_as_many_cells_as_published()
    {
        Assert.Equal(15_625, All.Length);
        Assert.Equal(15_625, All.Distinct().Count());
        Assert.Equal(15_625, new NasBench201Space().Count);
    }

    [Fact]
    public void Of_those_so_many_compute_something_else_as_published()
    {
        Assert.Equal(6_466, All.Select(cell => cell.Isomorph).Distinct().Count());
        Assert.Equal(12_751, All.Select(cell => cell.Outputs(resolvesZeros: false)).Distinct().Count());
    }

    [NasBench201Fact]
    public void The_tables_cells_and_classes_are_these()
    {
        var cells = PublishedTables.Lines("nasbench201", "nasbench201.csv.gz").Skip(1)
            .ToDictionary(row => row[0], row => NasBench201GenotypeText.Parse(row[1], "table"));
        Assert.Equal(All.Select(cell => cell.Arch).Order(StringComparer.Ordinal), cells.Values.Select(cell => cell.Arch).Order(StringComparer.Ordinal));

        var classes = PublishedTables.Lines("nasbench201", "nasbench201_isomorph.csv.gz").Skip(1).ToArray();
        Assert.Equal(15_625, classes.Length);
        Assert.All(classes, row => Assert.Equal(cells[row[1]].Isomorph, cells[row[0]].Isomorph));
        Assert.Equal(6_466, classes.Select(row => row[1]).Distinct().Count());
    }

    [Fact]
    public void Both_notations_read_back()
    {
        foreach (var cell in All.Where((_, i) => i % 97 == 0))
        {
            Assert.Equal(cell, NasBench201GenotypeText.Parse(cell.Text, "text"));
            Assert.Equal(cell, NasBench201GenotypeText.Parse($" {cell.Arch}\n", "arch"));
        }
    }

    [Fact]
    public void A_cell_is_written_as_published()
    {
        var cell = new NasBench201Genotype(["nor_conv_3x3", "none", "skip_connect", "avg_pool_3x3", "nor_conv_1x1", "skip_connect"]);

        Assert.Equal("|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|skip_connect~2|", cell.Arch);
        Assert.Equal("skip_connect", cell[1, 1]);
        Assert.Equal("#+(0)@nor_conv_3x3+((0)@nor_conv_3x3)@nor_conv_1x1+(0)@avg_pool_3x3", cell.Isomorph);
    }

    [Theory]
    [InlineData(5, "nor_conv_3x3")]
    [InlineData(6, "sep_conv_3x3")]
    public void What_is_no_cell_is_refused(int edges, string operation) =>
        Assert.Throws<ArgumentException>(() => new NasBench201Genotype(Enumerable.Repeat(operation, edges)));

    [Theory]
    [InlineData("", "has 1 nodes")]
    [InlineData("|none~0|+|none~0|none~1|", "has 2 nodes")]
    [InlineData("|none~0|+|none~0|+|none~0|none~1|none~2|", "node 2 has 1 edges")]
    [InlineData("|none~0|+|none~0|none~0|+|none~0|none~1|none~2|", "ends not in '~1'")]
    [InlineData("|none~0|+|none~0|conv~1|+|none~0|none~1|none~2|", "'conv' on edge 1 of node 2")]
    [InlineData("{\"space\":\"darts\",\"cell\":\"|none~0|+|none~0|none~1|+|none~0|none~1|none~2|\"}", "the space is 'darts'")]
    [InlineData("{\"space\":\"nas-bench-201\"}", "other keys")]
    [InlineData("{\"space\":\"nas-bench-201\",\"space\":\"nas-bench-201\",\"cell\":\"\"}", "each key once")]
    [InlineData("{\"space\":1,\"cell\":\"\"}", "other keys")]
    [InlineData("{", "JSON object")]
    [InlineData("|", "has 1 nodes")]
    public void A_broken_text_is_told(string text, string fault)
    {
        var thrown = Assert.Throws<InvalidInputException>(() => NasBench201GenotypeText.Parse(text, "here"));
        Assert.Contains(fault, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("here", thrown.Message, StringComparison.Ordinal);
    }
}
