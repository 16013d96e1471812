using Espalier.Estimators;
using Espalier.Estimators.Predictors;
using Espalier.Spaces;
using Espalier.Tests.Data;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class BayesLinRegTests
{
    [Fact]
    public void It_keeps_what_predictors_keep() =>
        PredictorChecks.Hold(() => new BayesLinReg(KnownCells.Context, new BayesLinRegOptions()), least: 0.999);

    // The same posterior is that of a Gaussian process with the covariance x·x' / alpha and noise 1 / beta: worked out in that other form.
    [Fact]
    public void The_posterior_is_that_of_the_other_form()
    {
        var (known, asked) = (KnownCells.Drawn(5, 1), KnownCells.Drawn(3, 2));
        double[] values = [0.2, 0.9, 0.4, 0.5, 0.75];
        var predictor = new BayesLinReg(KnownCells.Context, new BayesLinRegOptions { Alpha = 2, Beta = 10, Rounds = 0 });

        predictor.Fit(known, values);
        var told = predictor.Predict(asked);

        using var scope = NewDisposeScope();
        var (mean, deviation) = (values.Average(), Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))));
        var (x, z) = (Rows(known), Rows(asked));
        var factor = linalg.cholesky((x.matmul(x.t()) / 2) + (eye(5, ScalarType.Float64) / 10));
        var cross = linalg.solve_triangular(factor, x.matmul(z.t()) / 2, upper: false);
        var target = linalg.solve_triangular(factor, tensor([.. values.Select(value => (value - mean) / deviation)], [5, 1]), upper: false);
        var means = cross.t().matmul(target).data<double>();
        var left = ((z.square().sum(1) / 2) - cross.square().sum([0])).data<double>();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(mean + (deviation * means[i]), told[i].Mean, 1e-10);
            Assert.Equal(deviation * Math.Sqrt(left[i]), told[i].Deviation!.Value, 1e-10);
        }
    }

    [Fact]
    public void The_noise_is_found_from_what_is_left_over()
    {
        var (known, random) = (KnownCells.Drawn(800, 1), new SeededRandom(3));
        double[] values = [.. known.Select(network => KnownCells.Linear(network) + (0.02 * ((random.NextDouble() * 2) - 1)))];
        var spread = Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2)));
        var predictor = new BayesLinReg(KnownCells.Context, new BayesLinRegOptions());

        predictor.Fit(known, values);

        // A uniform error of ±0.02 has the deviation 0.02 / √3.
        Assert.Equal(0.02 / Math.Sqrt(3), spread / Math.Sqrt(predictor.Beta), 0.001);
    }

    // Measured 0.345; a ridge regression on the same encoding has 0.336 by scikit-learn.
    [NasBench201Fact]
    public void A_hundred_labels_rank_the_table() =>
        Assert.InRange(KnownCells.Tau(_ => new BayesLinReg(KnownCells.Context, new BayesLinRegOptions()), 100), 0.3, 0.4);

    private static Tensor Rows(NetworkFacts[] networks)
    {
        var encoding = new OneHot((IChoiceSpace)KnownCells.Context.Space);
        return tensor<double>([.. networks.SelectMany(network => encoding.Of(network.Genotype).Append(1))], [networks.Length, encoding.Width + 1]);
    }
}
