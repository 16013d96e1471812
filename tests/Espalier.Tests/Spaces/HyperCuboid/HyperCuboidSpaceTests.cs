using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.HyperCuboid;
using Espalier.Strategies;

namespace Espalier.Tests.Spaces.HyperCuboid;

public sealed class HyperCuboidSpaceTests
{
    private static readonly HyperCuboidSpace Space = new();

    public static TheoryData<string, string, string> Broken => new()
    {
        { "{\"space\":\"darts\"}", "the space is 'darts'", "give a genotype of the space 'hyper-cuboid'" },
        { "{\"widths\":[]}", "it does not name its space", "write {\"space\":\"hyper-cuboid\"" },
        { "{\"space\":\"hyper-cuboid\",\"widths\":[1,1]}", "'widths' is no list of 7", "7 of 1, 2, 4" },
        { "{\"space\":\"hyper-cuboid\",\"widths\":[1,1,1,1,1,1,3]}", "width 6 is 3", "give one of 1, 2, 4" },
        { "{\"space\":\"hyper-cuboid\",\"widths\":[1,1,1,1,1,1,1],\"operations\":[1]}", "'operations' is no list of 6", "6 of sep_conv_3x3" },
        {
            "{\"space\":\"hyper-cuboid\",\"widths\":[1,1,1,1,1,1,1],\"operations\":[\"none\",1,1,1,1,1]}", "operation 0 is \"none\"",
            "give one of sep_conv_3x3, max_pool_3x3"
        },
        { "{\"space\":\"hyper-cuboid\",\"depth\":1}", "unknown key 'depth'", "write {" },
        { "{\"space\":1,\"space\":2}", "each key once", "write {" },
        { "[1]", "it is no JSON object", "write {" },
    };

    [Fact]
    public void A_path_is_its_widths_and_what_its_steps_do()
    {
        var random = new SeededRandom(7);
        for (var i = 0; i < 20; i++)
        {
            var path = Space.Sample(random);

            Assert.Equal(path, Space.Decode(Space.Encode(path)));
        }

        Assert.Equal(Space.Count, Space.Choices.Aggregate(System.Numerics.BigInteger.One, (product, count) => product * count));
    }

    [Fact]
    public void Paths_are_counted()
    {
        Assert.Equal(139_968, Space.Count);
        Assert.Equal(new System.Numerics.BigInteger(5_000_000), new HyperCuboidSpace(new([1, 2, 4, 8, 16])).Count);
        Assert.Equal(["layer 1, stride 1", "layer 1, stride 2", "layer 2, stride 1"], Space.CellKinds.Take(3));
        Assert.Equal(18, Space.Operations.Count);
        Assert.Equal(("1-1:sep_conv_3x3", "2-4:max_pool_3x3"), (Space.Operations[0], Space.Operations[11]));
    }

    [Fact]
    public void Texts_read_back_and_paths_stand_for_their_genotypes()
    {
        var random = new SeededRandom(4);
        for (var draw = 0; draw < 40; draw++)
        {
            var genotype = Space.Sample(random);

            Assert.Equal(genotype, Space.Parse(genotype.Text, "test"));
            Assert.Equal(genotype, CellPaths.Genotype(Space, CellPaths.Of(Space, genotype)));
            Assert.All(Enum.GetValues<PathRule>(), rule => Assert.Equal(genotype, Space.Derive(Marked(genotype), rule)));
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_text_is_told_in_one_line(string text, string what, string mend)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Space.Parse(text, "test"));

        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Contains(mend, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void A_genotype_of_another_grid_is_refused()
    {
        var wide = new HyperCuboidSpace(new([1, 8]));

        Assert.Throws<ArgumentException>(() => Space.Path(wide.Largest, 0));
        Assert.Throws<ArgumentException>(() => new HyperCuboidSpace(new(layers: 2)).Build(Space.Smallest, Settings(2)));
        Assert.Throws<ArgumentException>(() => new HyperCuboidShape([2, 1]));
        Assert.Throws<ArgumentException>(() => new HyperCuboidGenotype([1, 1], ["none"]));
        Assert.Throws<ArgumentException>(() => new HyperCuboidGenotype([1], ["sep_conv_3x3"]));
    }

    /// <summary>
    /// Two widths, one layer. Longest: 0.5 + 0.9 by the narrow maps. Greedily down: 0.6 to the wide ones, and 0.3 is all that goes on from there.
    /// Greedily up: 0.9 first.
    /// </summary>
    [Fact]
    public void The_longest_path_is_found_where_greedy_ones_miss_it()
    {
        var small = new HyperCuboidSpace(new([1, 2], layers: 1));
        double[,] first = { { 0.5, 0, 0, 0.6, 0, 0, 0.1, 0 } };
        double[,] second = { { 0, 0, 0.9, 0, 0.2, 0.3, 0, 0 } };

        Assert.Equal(Path([1, 1, 2], "sep_conv_3x3", "sep_conv_3x3"), small.Derive([first, second]));
        Assert.Equal(Path([1, 2, 1], "max_pool_3x3", "max_pool_3x3"), small.Derive([first, second], PathRule.TopDown));
        Assert.Equal(Path([1, 1, 2], "sep_conv_3x3", "sep_conv_3x3"), small.Derive([first, second], PathRule.BottomUp));

        // Now the last step draws the path up to it, and loses more before than it gains.
        second[0, 7] = 1;
        Assert.Equal(Path([2, 2, 2], "sep_conv_3x3", "max_pool_3x3"), small.Derive([Only(6, 0.1), second], PathRule.BottomUp));
        first[0, 3] = 0.2;
        Assert.Equal(Path([1, 1, 2], "sep_conv_3x3", "sep_conv_3x3"), small.Derive([first, second]));
        Assert.Equal(Path([1, 2, 2], "max_pool_3x3", "max_pool_3x3"), small.Derive([first, second], PathRule.BottomUp));

        static double[,] Only(int column, double weight)
        {
            var row = new double[1, 8];
            row[0, column] = weight;
            return row;
        }
    }

    [Fact]
    public void The_longest_path_is_that_of_all_paths()
    {
        var small = new HyperCuboidSpace(new([1, 2], layers: 1));
        var random = new SeededRandom(8);
        for (var draw = 0; draw < 30; draw++)
        {
            double[][,] weights = [Drawn(random), Drawn(random)];

            var best = All(small).MaxBy(genotype => Enumerable.Range(0, 2).Sum(kind => weights[kind][0, small.Path(genotype, kind)[0].Operation]))!;

            Assert.Equal(best, small.Derive(weights));
        }

        static double[,] Drawn(SeededRandom random)
        {
            var row = new double[1, 8];
            for (var column = 0; column < 8; column++)
            {
                row[0, column] = random.NextDouble();
            }

            return row;
        }
    }

    [Fact]
    public void Neighbours_differ_in_one_decision()
    {
        var genotype = (HyperCuboidGenotype)Space.Sample(new SeededRandom(5));

        var neighbours = ChoiceMoves.Neighbours(Space, genotype).Cast<HyperCuboidGenotype>().ToArray();

        Assert.Equal((7 * 2) + 6, neighbours.Distinct().Count());
        Assert.All(neighbours, next => Assert.Equal(
            1,
            next.Widths.Zip(genotype.Widths).Count(pair => pair.First != pair.Second)
                + next.Operations.Zip(genotype.Operations).Count(pair => pair.First != pair.Second)));
        Assert.All(neighbours, next => Assert.Contains(genotype, ChoiceMoves.Neighbours(Space, next)));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    public void Prices_are_the_costs_of_all_paths(int channels, int stem)
    {
        var small = new HyperCuboidSpace(new([1, 3], layers: 1));
        var settings = Settings(channels) with { StemStride = stem };
        var costs = All(small).Select(genotype => Cost(small, genotype, settings)).ToArray();

        var prices = small.Price(settings);

        Assert.Equal(Cost(small, small.Smallest, settings), prices.Fewest);
        Assert.Equal(Cost(small, small.Largest, settings), prices.Most);
        Assert.Equal(
            costs.GroupBy(cost => cost.Parameters).OrderBy(alike => alike.Key).Select(alike => new NetworkCost(alike.Key, alike.Min(cost => cost.Macs))),
            prices.Leanest()!);
    }

    /// <summary>
    /// Stem 9 in w + 2w; SharpSepConv from a to b 9 (a + b) + b (a + b) + 4b, also at the end, to 24C; pooling that changes the width a b + 2b;
    /// classifier.
    /// </summary>
    [Fact]
    public void A_network_has_the_size_of_its_formula()
    {
        var genotype = Path([2, 2, 4, 1, 1, 1, 2], "sep_conv_3x3", "max_pool_3x3", "sep_conv_3x3", "max_pool_3x3", "max_pool_3x3", "sep_conv_3x3");
        const long c = 3;
        static long Sharp(long a, long b) => (9 * (a + b)) + (b * (a + b)) + (4 * b);

        var cost = Cost(Space, genotype, Settings((int)c));

        Assert.Equal(
            (9 * 2 * c) + (2 * 2 * c) + Sharp(2 * c, 2 * c) + ((2 * c * 4 * c) + (8 * c)) + Sharp(4 * c, c) + Sharp(c, 2 * c) + Sharp(2 * c, 24 * c)
                + (((24 * c) + 1) * 5),
            cost.Parameters);
    }

    [Fact]
    public void A_path_is_drawn()
    {
        var drawing = Assert.Single(((IDrawn)Space.Smallest).Drawings());

        Assert.Contains("1C ── max_pool_3x3, stride 2 ──► 1C", drawing.Text, StringComparison.Ordinal);
        Assert.Equal(6, System.Xml.Linq.XDocument.Parse(drawing.Svg).Descendants().Count(part => part.Value == "max_pool_3x3" && !part.HasElements));
    }

    private static IEnumerable<Genotype> All(HyperCuboidSpace space) =>
        from a in space.Shape.Widths
        from b in space.Shape.Widths
        from c in space.Shape.Widths
        from one in HyperCuboidShape.Primitives
        from other in HyperCuboidShape.Primitives
        select Path([a, b, c], one, other);

    private static HyperCuboidGenotype Path(int[] widths, params string[] operations) => new(widths, operations);

    private static double[][,] Marked(Genotype genotype) => [.. Space.CellKinds.Select((_, kind) =>
    {
        var row = new double[1, Space.Operations.Count];
        row[0, Space.Path(genotype, kind)[0].Operation] = 1;
        return row;
    })];

    private static NetworkCost Cost(HyperCuboidSpace space, Genotype genotype, NetworkSettings settings)
    {
        using var network = space.Build(genotype, settings);
        return NetworkCost.Of(network, [1, 9, 12]);
    }

    private static NetworkSettings Settings(int channels) => new() { Channels = channels, Input = new ImageShape(1, 9, 12), Classes = 5 };
}
