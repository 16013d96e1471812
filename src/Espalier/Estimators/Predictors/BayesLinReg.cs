using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// Bayesian linear regression on the one-hot encoding: weights normal with precision alpha, accuracies (standardised) normal around the line
/// with precision beta.
/// </summary>
/// <remarks>
/// Bishop, "Pattern Recognition and Machine Learning", 3.49-3.63 and 3.92-3.95: closed form, both precisions moved to the largest evidence by
/// its fixed-point equations. The deviation is that of the line, without the noise.
/// </remarks>
[Method(
    "bayes-lin-reg",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "Bayesian linear regression on the one-hot encoding, precisions by the largest evidence")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class BayesLinReg(PredictorContext context, BayesLinRegOptions options) : IPredictor
{
    private const double Most = 1e8;
    private readonly OneHotRows rows = new(context);
    private double[] mean = [];
    private double[] triangle = [];
    private Standardised scale;

    /// <summary>The precision of the weights.</summary>
    internal double Alpha { get; private set; } = options.Alpha;

    /// <summary>The precision of the accuracies.</summary>
    internal double Beta { get; private set; } = options.Beta;

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        using var still = no_grad();
        using var scope = NewDisposeScope();
        scale = Standardised.Of(accuracies);
        (Alpha, Beta) = (options.Alpha, options.Beta);
        var features = Features(networks);
        var targets = tensor(scale.Apply(accuracies), [accuracies.Count, 1]);
        var products = features.t().matmul(features);
        for (var round = 0; ; round++)
        {
            var (factor, weights) = Posterior(products, features, targets);
            if (round == options.Rounds)
            {
                (triangle, mean) = (factor.data<double>().ToArray(), weights.data<double>().ToArray());
                return;
            }

            var spread = linalg.solve_triangular(factor, eye(Width, ScalarType.Float64), upper: false).square().sum().ToDouble();
            var settled = Width - (Alpha * spread);
            var residue = (targets - features.matmul(weights)).square().sum().ToDouble();
            Alpha = Math.Min(Most, settled / weights.square().sum().ToDouble());
            Beta = Math.Min(Most, Math.Max(accuracies.Count - settled, 1 / Most) / residue);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        if (mean.Length == 0)
        {
            throw TrainingSet.Missing();
        }

        if (networks.Count == 0)
        {
            return [];
        }

        using var still = no_grad();
        using var scope = NewDisposeScope();
        var features = Features(networks);
        var means = features.matmul(tensor(mean, [Width, 1])).flatten().data<double>();
        var variances = linalg.solve_triangular(tensor(triangle, [Width, Width]), features.t(), upper: false).square().sum([0]).data<double>();
        return [.. means.Zip(variances, scale.Back)];
    }

    /// <summary>One more than the encoding's: a column of ones.</summary>
    private int Width => rows.Width + 1;

    private Tensor Features(IReadOnlyList<NetworkFacts> networks) =>
        tensor<double>([.. rows.Of(networks).SelectMany(row => row.Append(1))], [networks.Count, Width]);

    /// <summary>The triangle of the weights' precision, and their mean.</summary>
    private (Tensor Factor, Tensor Weights) Posterior(Tensor products, Tensor features, Tensor targets)
    {
        var factor = linalg.cholesky((products * Beta) + (eye(Width, ScalarType.Float64) * Alpha));
        var half = linalg.solve_triangular(factor, features.t().matmul(targets) * Beta, upper: false);
        return (factor, linalg.solve_triangular(factor.t(), half, upper: true));
    }
}

/// <summary>The settings of <see cref="BayesLinReg"/>.</summary>
public sealed record BayesLinRegOptions
{
    /// <summary>The first precision of the weights, over 0. Default 1.</summary>
    public double Alpha { get; init => field = OptionRange.Positive(value); } = 1;

    /// <summary>The first precision of the standardised accuracies, over 0. Default 100.</summary>
    public double Beta { get; init => field = OptionRange.Positive(value); } = 100;

    /// <summary>How often the precisions move towards the largest evidence, at least 0. Default 50; 0 keeps the first ones.</summary>
    public int Rounds { get; init => field = OptionRange.NotNegative(value); } = 50;
}
