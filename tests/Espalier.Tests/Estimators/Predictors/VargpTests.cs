using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class VargpTests
{
    [Fact]
    public void It_keeps_what_predictors_keep() =>
        PredictorChecks.Hold(() => new Vargp(KnownCells.Context, new VargpOptions()), least: 0.6);

    // Where the bound is largest the normal distribution over the points' values is the one that the sparse process has in closed form.
    [Fact]
    public void In_the_end_it_says_what_the_closed_form_says()
    {
        var (known, asked) = (KnownCells.Drawn(25, 1), KnownCells.Drawn(20, 2));
        double[] values = [.. known.Select((network, i) => KnownCells.Linear(network) + (0.01 * (i % 3)))];
        var moved = new Vargp(
            KnownCells.Context,
            new VargpOptions { Points = 8, Variance = 2, Length = 3, Noise = 0.1, Adapts = false, Steps = 1000 });
        var closed = new SparseGp(KnownCells.Context, new SparseGpOptions { Points = 8, Variance = 2, Length = 3, Noise = 0.1, Adapts = false });

        moved.Fit(known, values);
        closed.Fit(known, values);

        Assert.All(moved.Predict(asked).Zip(closed.Predict(asked)), pair =>
        {
            Assert.Equal(pair.Second.Mean, pair.First.Mean, 2e-3);
            Assert.Equal(pair.Second.Deviation!.Value, pair.First.Deviation!.Value, 2e-3);
        });
    }

    [NasBench201Fact]
    public void A_hundred_labels_rank_the_table() =>
        Assert.InRange(KnownCells.Tau(seed => new Vargp(KnownCells.Context with { Seed = seed }, new VargpOptions()), 100), 0.3, 0.75);
}
