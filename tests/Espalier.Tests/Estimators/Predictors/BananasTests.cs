using Espalier.Estimators;
using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class BananasTests
{
    private static readonly BananasOptions Brief = new() { Layers = 2, Epochs = 150, Rate = 0.01, Penalty = 0.01 };

    [Fact]
    public void It_keeps_what_predictors_keep() => PredictorChecks.Hold(() => new Bananas(KnownCells.Context, Brief), least: 0.15);

    [Fact]
    public void A_space_without_cells_is_learnt_by_its_choices()
    {
        var space = Flow.SpaceOf("hyper-cuboid");
        var random = new SeededRandom(1);
        NetworkFacts[] known = [.. Enumerable.Range(0, 12).Select(_ => new NetworkFacts(space.Sample(random)))];
        var predictor = new Bananas(new PredictorContext { Space = space, Seed = 1 }, Brief with { Epochs = 3 });

        predictor.Fit(known, [.. known.Select((_, i) => i / 12.0)]);

        Assert.All(predictor.Predict(known), told => Assert.True(double.IsFinite(told.Mean)));
    }

    // Members that are alike in all but their draws disagree more where they have not learnt.
    [Fact]
    public void Its_members_disagree()
    {
        var (known, asked) = (KnownCells.Drawn(40, 1), KnownCells.Drawn(40, 2));
        var predictor = new Bananas(KnownCells.Context, Brief);

        predictor.Fit(known, [.. known.Select(KnownCells.Linear)]);

        var (inside, outside) = (predictor.Predict(known).Average(told => told.Deviation), predictor.Predict(asked).Average(told => told.Deviation));
        Assert.True(inside > 0 && inside < outside);
        var alone = new Bananas(KnownCells.Context, Brief with { Members = 1, Epochs = 5 });
        alone.Fit(known, [.. known.Select(KnownCells.Linear)]);
        Assert.All(alone.Predict(asked), told => Assert.Equal(0, told.Deviation));
    }

    [NasBench201Fact]
    public void A_hundred_labels_rank_the_table() => Assert.InRange(
        KnownCells.Tau(seed => new Bananas(KnownCells.Context with { Seed = seed }, new BananasOptions()), 100, draws: 1), 0.3, 0.8);
}
