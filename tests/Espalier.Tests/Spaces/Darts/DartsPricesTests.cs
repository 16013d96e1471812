using Espalier.Costs;
using Espalier.Data;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsPricesTests
{
    private static readonly DartsSpace Space = new();

    public static TheoryData<int, int, int, int> Sizes => new() { { 2, 3, 12, 2 }, { 3, 5, 9, 1 }, { 4, 8, 7, 2 }, { 1, 4, 16, 1 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_operation_of_every_edge_costs_what_its_network_costs_more(int channels, int cells, int side, int stem)
    {
        var settings = Settings(channels, cells, side, stem);
        var prices = new DartsPrices(settings);
        var bare = Cost(Space.Smallest, settings);
        foreach (var (kind, node, source, operation) in Edges())
        {
            // The other edge of the node, and those of the others, stay as they are in the smallest network.
            var cost = Cost(With(kind, node, source, operation), settings);

            var price = prices.Price(kind, operation, source);
            Assert.Equal((bare.Parameters + price.Parameters, bare.Macs + price.Macs), (cost.Parameters, cost.Macs));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Prices_add_up_and_no_network_is_outside_the_extremes(int channels, int cells, int side, int stem)
    {
        var settings = Settings(channels, cells, side, stem);
        var (prices, all) = (new DartsPrices(settings), Space.Price(settings));
        var leanest = all.Leanest()!.ToDictionary(cost => cost.Parameters, cost => cost.Macs);
        var (bare, random) = (Cost(Space.Smallest, settings), new SeededRandom(3));
        for (var draw = 0; draw < 60; draw++)
        {
            var genotype = (DartsGenotype)Space.Sample(random);

            var cost = Cost(genotype, settings);

            var sum = genotype.Normal.Select(edge => prices.Price(0, edge.Operation, edge.Input))
                .Concat(genotype.Reduce.Select(edge => prices.Price(1, edge.Operation, edge.Input)))
                .Aggregate(bare, (before, added) => new NetworkCost(before.Parameters + added.Parameters, before.Macs + added.Macs));
            Assert.Equal(sum, cost);
            Assert.InRange(cost.Parameters, all.Fewest.Parameters, all.Most.Parameters);
            Assert.InRange(cost.Macs, leanest[cost.Parameters], all.Most.Macs);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_extremes_are_networks_of_the_space(int channels, int cells, int side, int stem)
    {
        var settings = Settings(channels, cells, side, stem);

        var all = Space.Price(settings with { Auxiliary = true });

        Assert.Equal(Cost(Space.Smallest, settings), all.Fewest);
        Assert.Equal(Cost(Space.Largest, settings), all.Most);
        Assert.All([Space.Smallest, Space.Largest], genotype => Assert.Equal(genotype, Space.Parse(genotype.Text, "test")));
        Assert.True(all.Fewest.Parameters < all.Most.Parameters && all.Fewest.Macs < all.Most.Macs);
    }

    [Fact]
    public void No_tensor_is_left_behind()
    {
        var before = torch.LiveTensorsOfThread;

        Space.Price(Settings(2, 3, 8, 1));

        Assert.Equal(before, torch.LiveTensorsOfThread);
    }

    private static IEnumerable<(int Kind, int Node, int Source, string Operation)> Edges() =>
        from kind in new[] { 0, 1 }
        from node in new[] { 0, 2 }
        from source in Enumerable.Range(0, node + 2)
        from operation in DartsOperations.All.Skip(1)
        select (kind, node, source, operation);

    private static DartsGenotype With(int kind, int node, int source, string operation)
    {
        var small = (DartsGenotype)Space.Smallest;
        var cells = new[] { small.Normal.ToArray(), small.Reduce.ToArray() };
        var other = Enumerable.Range(0, node + 2).Last(candidate => candidate != source);
        var free = kind == 1 && other < 2 ? DartsOperations.MaxPool3x3 : DartsOperations.SkipConnect;
        (cells[kind][2 * node], cells[kind][(2 * node) + 1]) = ((operation, source), (free, other));
        return new DartsGenotype(cells[0], [2, 3, 4, 5], cells[1], [2, 3, 4, 5]);
    }

    private static NetworkCost Cost(Genotype genotype, NetworkSettings settings)
    {
        using var network = Space.Build(genotype, settings);
        return NetworkCost.Of(network, [settings.Input.Channels, settings.Input.Height, settings.Input.Width]);
    }

    private static NetworkSettings Settings(int channels, int cells, int side, int stem) => new()
    {
        Channels = channels,
        Cells = cells,
        StemStride = stem,
        Input = new ImageShape(2, side, side + 3),
        Classes = 5,
    };
}
