using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class DartsTests
{
    [Theory]
    [InlineData(UnrollOrder.First)]
    [InlineData(UnrollOrder.Second)]
    public void It_descends_the_validation_loss_alone(UnrollOrder order)
    {
        using var search = TinySearch.Of(new DartsOptions { Order = order });

        var report = search.Steps(0, 1)[0];

        Assert.Equal(["accuracy"], report.Objectives.Keys);
        Assert.Empty(report.Gamma);
        Assert.Null(report.ExpectedParameters);
    }

    [Fact]
    public void The_orders_differ()
    {
        using var first = TinySearch.Of(new DartsOptions { Order = UnrollOrder.First });
        using var second = TinySearch.Of(new DartsOptions());

        first.Steps(0, 3);
        second.Steps(0, 3);

        Assert.NotEqual(first.Architecture(), second.Architecture());
    }

    [Fact]
    public void It_learns_what_four_images_show()
    {
        using var search = TinySearch.Of(new DartsOptions { Order = UnrollOrder.First, ArchitectureRate = 0.01 });
        using var batch = TinySearch.Batch(3);

        var reports = Enumerable.Range(0, 30).Select(_ => search.Strategy.Step(batch, batch)).ToArray();

        Assert.True(reports[^1].Objectives["accuracy"] < 0.5 * reports[0].Objectives["accuracy"]);
        Assert.Equal(1, reports[^1].TrainAccuracy);
    }
}
