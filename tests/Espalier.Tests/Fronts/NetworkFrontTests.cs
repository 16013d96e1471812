using Espalier.Fronts;

namespace Espalier.Tests.Fronts;

public sealed class NetworkFrontTests
{
    [Fact]
    public void Corruptions_and_other_images_decide_where_they_are_known_of_all()
    {
        FrontPoint[] points =
        [
            new(0.9, null, 5, 5, null) { Corrupted = 0.5, Ood = 0.9 },
            new(0.8, null, 5, 5, null) { Corrupted = 0.7, Ood = 0.9 },
            new(0.8, null, 5, 5, null) { Corrupted = 0.6, Ood = 0.8 },
        ];

        Assert.Equal(points[..2], NetworkFront.Of(points, point => point));
        Assert.Equal(points[..1], NetworkFront.Of([points[0], points[1] with { Corrupted = null }], point => point));
    }

    private static readonly FrontPoint Good = new(0.9, 0.5, 100, 1000, 3);

    [Fact]
    public void Each_objective_keeps_a_network_on_the_front()
    {
        FrontPoint[] kept =
        [
            Good,
            Good with { Clean = 0.8, Robust = 0.6 },
            Good with { Clean = 0.8, Params = 99 },
            Good with { Clean = 0.8, Macs = 999 },
            Good with { Clean = 0.8, LatencyMilliseconds = 2 },
        ];
        FrontPoint[] beaten = [Good with { Clean = 0.8 }, Good with { Robust = 0.4, LatencyMilliseconds = 4 }];

        Assert.Equal(kept, NetworkFront.Of([.. kept, .. beaten], point => point));
    }

    [Fact]
    public void What_was_measured_of_some_decides_nothing()
    {
        var fast = Good with { Clean = 0.8, LatencyMilliseconds = 1 };

        Assert.Equal([Good], NetworkFront.Of([fast, Good, Good with { Clean = 0.7, LatencyMilliseconds = null }], point => point));
        Assert.Equal([fast, Good], NetworkFront.Of([fast, Good], point => point));
    }

    [Fact]
    public void Networks_that_nobody_judged_are_compared_by_what_they_cost()
    {
        var alone = new FrontPoint(null, null, 5, 5, null);

        Assert.Equal([alone], NetworkFront.Of([alone, new FrontPoint(null, null, 6, 5, null)], point => point));
        Assert.Empty(NetworkFront.Of(Array.Empty<FrontPoint>(), point => point));
    }

    [Fact]
    public void Finalists_are_the_first_then_always_the_farthest()
    {
        // Clean accuracy from 0 to 1 in eighths; the range of the others is nothing.
        var front = Enumerable.Range(0, 9).Select(eighth => new Net(eighth, new FrontPoint(eighth / 8.0, 0.5, 7, 7, null))).ToArray();

        var chosen = NetworkFront.Spread(front[2], front, 5, net => net.Point);

        // 8 is 6 from 2; 5 is 3 from both; 0 is 2 from the nearest; of those that are 1 from it, 1 is the earliest.
        Assert.Equal([2, 8, 5, 0, 1], chosen.Select(net => net.Number));
    }

    [Fact]
    public void Every_objective_counts_alike_whatever_its_unit()
    {
        var own = new Net(0, new FrontPoint(0.90, 0.5, 1_000_000, 1, null));
        var accurate = new Net(1, own.Point with { Clean = 0.92 });
        var small = new Net(2, own.Point with { Params = 900_000, Clean = 0.91 });

        Assert.Equal([own, small, accurate], NetworkFront.Spread(own, [accurate, small], 3, net => net.Point));
    }

    [Fact]
    public void There_are_no_more_finalists_than_networks_and_the_first_need_not_be_on_the_front()
    {
        var own = new Net(0, Good with { Clean = 0.1 });
        var other = new Net(1, Good);

        Assert.Equal([own, other], NetworkFront.Spread(own, [other], 5, net => net.Point));
        Assert.Equal([own], NetworkFront.Spread(own, [own], 5, net => net.Point));
        Assert.Equal([own], NetworkFront.Spread(own, [other], 1, net => net.Point));
    }

    private sealed record Net(int Number, FrontPoint Point);
}
