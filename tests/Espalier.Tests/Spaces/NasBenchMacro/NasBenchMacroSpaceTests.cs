using System.Xml.Linq;
using Espalier.Costs;
using Espalier.Data;
using Espalier.Estimators.Tables;
using Espalier.Spaces;
using Espalier.Spaces.NasBenchMacro;
using Espalier.Strategies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Spaces.NasBenchMacro;

public sealed class NasBenchMacroSpaceTests
{
    private static readonly NasBenchMacroSpace Space = new();

    private static readonly NetworkSettings Published = new() { Channels = 32, Input = new ImageShape(3, 32, 32), Classes = 10 };

    [Theory]
    [InlineData("22212220")]
    [InlineData(" 22212220\n")]
    [InlineData("{\"space\":\"nas-bench-macro\",\"arch\":\"22212220\"}")]
    public void Both_notations_are_read(string text)
    {
        var genotype = Space.Parse(text, "test");

        Assert.Equal("{\"space\":\"nas-bench-macro\",\"arch\":\"22212220\"}", genotype.Text);
        Assert.Equal("22212220", genotype.FieldNotation);
        Assert.Equal([2, 2, 2, 1, 2, 2, 2, 0], Space.Encode(genotype));
        Assert.Equal(genotype, Space.Decode(Space.Encode(genotype)));
    }

    [Theory]
    [InlineData("", "'' is not of 8 digits")]
    [InlineData("2221222", "'2221222' is not of 8 digits")]
    [InlineData("22213220", "layer 5 is '3'")]
    [InlineData("2221222x", "layer 8 is 'x'")]
    [InlineData("{", "no JSON object with each key once")]
    [InlineData("{\"space\":\"nas-bench-macro\",\"arch\":\"22212220\",\"arch\":\"22212220\"}", "each key once")]
    [InlineData("{\"space\":\"nas-bench-macro\"}", "other keys than the texts space and arch")]
    [InlineData("{\"space\":\"nas-bench-macro\",\"arch\":22212220}", "other keys than the texts space and arch")]
    [InlineData("{\"space\":\"nas-bench-macro\",\"arch\":\"22212220\",\"width\":3}", "other keys than the texts space and arch")]
    [InlineData("{\"space\":\"nas-bench-201\",\"arch\":\"22212220\"}", "the space is 'nas-bench-201'")]
    public void What_is_no_network_is_told(string text, string fault)
    {
        var told = Assert.Throws<InvalidInputException>(() => Space.Parse(text, "the file"));

        Assert.StartsWith("the file: ", told.Message, StringComparison.Ordinal);
        Assert.Contains(fault, told.Message, StringComparison.Ordinal);
    }

    /// <summary>9 in the first stage; in each other one 3 times the 7 ways to fill two layers of which identities may stand anywhere.</summary>
    [Fact]
    public void Networks_that_compute_the_same_are_3969()
    {
        var all = All().ToArray();

        Assert.Equal(6561, all.Distinct().Count());
        Assert.Equal(9 * 21 * 21, all.Select(genotype => genotype.Function).Distinct().Count());
        Assert.Equal("01210020", Space.Parse("01201002", "test").Function);
        Assert.Equal("00000000", Space.Smallest.Function);
    }

    /// <summary>The sums of the published skeleton, by hand: stem, the 1x1 convolutions of three identities that widen, features, classifier.</summary>
    [Fact]
    public void The_smallest_network_has_the_size_of_its_formula()
    {
        const long conv = (27 * 32) + (32 * 64) + (64 * 128) + (128 * 256) + (256 * 1280);
        const long norms = 2 * (32 + 64 + 128 + 256 + 1280);

        var cost = Cost(Space.Smallest, Published);

        Assert.Equal(conv + norms + (1281 * 10), cost.Parameters);
        Assert.Equal((27 * 32 * 1024) + (32 * 64 * 256) + (64 * 128 * 64) + (128 * 256 * 16) + (256 * 1280 * 16) + 12_800, cost.Macs);
    }

    /// <summary>
    /// Networks as they are built against the published counts: since costs add up over layers, all follow from these, and all are looked at.
    /// </summary>
    [NasBenchMacroFact]
    public void Parameters_and_macs_of_every_network_are_those_of_the_table()
    {
        var table = NasBenchMacroTable.Load(TablesFolder.Find(null), Space);
        foreach (var arch in new[] { "22212220", "02012100", "10201201", "11111111" })
        {
            var (genotype, cost) = (Space.Parse(arch, "test"), Cost(Space.Parse(arch, "test"), Published));
            Assert.Equal((table.Parameters[table.IndexOf(genotype)], table.Macs[table.IndexOf(genotype)]), (cost.Parameters, cost.Macs));
        }

        var bare = Cost(Space.Smallest, Published);
        var added = Enumerable.Range(0, 8).Select(layer => Enumerable.Range(0, 3).Select(block =>
        {
            var one = Cost(Space.Decode([.. Enumerable.Range(0, 8).Select(other => other == layer ? block : 0)]), Published);
            return (Params: one.Parameters - bare.Parameters, Macs: one.Macs - bare.Macs);
        }).ToArray()).ToArray();
        for (var row = 0; row < table.Count; row++)
        {
            var blocks = Space.Encode(table.GenotypeOf(row));
            Assert.Equal(table.Parameters[row], bare.Parameters + blocks.Select((block, layer) => added[layer][block].Params).Sum());
            Assert.Equal(table.Macs[row], bare.Macs + blocks.Select((block, layer) => added[layer][block].Macs).Sum());
        }
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Prices_are_the_costs_of_networks(int channels, int stem)
    {
        var settings = new NetworkSettings { Channels = channels, StemStride = stem, Input = new ImageShape(1, 9, 12), Classes = 5 };
        var random = new SeededRandom(3);

        var prices = Space.Price(settings);

        Assert.Equal(Cost(Space.Smallest, settings), prices.Fewest);
        Assert.Equal(Cost(Space.Largest, settings), prices.Most);
        var leanest = prices.Leanest()!;
        Assert.All(Enumerable.Range(0, 5), _ =>
        {
            var cost = Cost(Space.Sample(random), settings);
            Assert.True(leanest.Single(other => other.Parameters == cost.Parameters).Macs <= cost.Macs);
        });
    }

    [Fact]
    public void Neighbours_differ_in_one_layer()
    {
        var genotype = Space.Parse("01201201", "test");

        Assert.Equal(16, ChoiceMoves.Neighbours(Space, genotype).Distinct().Count());
    }

    [Fact]
    public void Sizes_grow_to_the_published_ones()
    {
        var usual = new RunSizes();

        var sizes = Enum.GetValues<RunScale>().Select(scale => Space.Sizes(scale, usual)).ToArray();

        Assert.Equal([8, 16, 32], sizes.Select(size => size.Final.Channels));
        Assert.Equal((50, 256, 0.1), (sizes[^1].Recipe.Epochs, sizes[^1].Recipe.BatchSize, sizes[^1].Recipe.LearningRate));
    }

    [Fact]
    public void A_network_is_drawn()
    {
        var drawing = Assert.Single(((IDrawn)Space.Parse("22212220", "test")).Drawings());

        Assert.Contains("1C ── mb6_k5, stride 2 ──► 2C\n  2C ── mb6_k5, stride 1 ──► 2C\n", drawing.Text, StringComparison.Ordinal);
        var texts = XDocument.Parse(drawing.Svg).Descendants().Where(part => !part.HasElements).Select(part => part.Value).ToArray();
        Assert.Equal((6, 1, 1), (texts.Count(text => text == "mb6_k5"), texts.Count(text => text == "mb3_k3"), texts.Count(text => text == "identity")));
    }

    [Fact]
    public void A_genotype_of_another_space_is_refused() => Assert.Throws<ArgumentException>(
        () => Space.Encode(new Espalier.Spaces.NasBench201.NasBench201Space().Sample(new SeededRandom(1))));

    private static IEnumerable<Genotype> All() => Enumerable.Range(0, 6561).Select(number =>
    {
        var (rest, blocks) = (number, new int[8]);
        for (var layer = 7; layer >= 0; layer--, rest /= 3)
        {
            blocks[layer] = rest % 3;
        }

        return Space.Decode(blocks);
    });

    private static NetworkCost Cost(Genotype genotype, NetworkSettings settings)
    {
        using var network = Space.Build(genotype, settings);
        return NetworkCost.Of(network, [settings.Input.Channels, settings.Input.Height, settings.Input.Width]);
    }
}
