using Espalier.Estimators;
using Espalier.Estimators.Predictors;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class SparseGpTests
{
    [Fact]
    public void It_keeps_what_predictors_keep() =>
        PredictorChecks.Hold(() => new SparseGp(KnownCells.Context, new SparseGpOptions()), least: 0.6);

    // Titsias' bound is the evidence itself where every network is an inducing point.
    [Theory]
    [InlineData(Covariance.Rbf)]
    [InlineData(Covariance.Matern52)]
    public void With_a_point_at_every_network_it_is_the_exact_process(Covariance kernel)
    {
        var (known, asked) = (KnownCells.Drawn(25, 1), KnownCells.Drawn(20, 2));
        double[] values = [.. known.Select((network, i) => KnownCells.Linear(network) + (0.01 * (i % 3)))];
        var sparse = new SparseGp(
            KnownCells.Context,
            new SparseGpOptions { Kernel = kernel, Points = 25, Variance = 2, Length = 3, Noise = 0.1, Adapts = false });
        var exact = new Gp(KnownCells.Context, new GpOptions { Kernel = kernel, Variance = 2, Length = 3, Noise = 0.1, Steps = 0 });

        sparse.Fit(known, values);
        exact.Fit(known, values);

        Assert.All(sparse.Predict(asked).Zip(exact.Predict(asked)), pair =>
        {
            Assert.Equal(pair.Second.Mean, pair.First.Mean, 1e-4);
            Assert.Equal(pair.Second.Deviation!.Value, pair.First.Deviation!.Value, 1e-4);
        });
    }

    [NasBench201Fact]
    public void A_hundred_labels_rank_the_table() =>
        Assert.InRange(KnownCells.Tau(seed => new SparseGp(KnownCells.Context with { Seed = seed }, new SparseGpOptions()), 100), 0.3, 0.75);
}
