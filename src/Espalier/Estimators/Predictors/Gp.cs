using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>An exact Gaussian process over the one-hot encoding; its kernel, length and noise are those of the largest posterior density.</summary>
/// <remarks>
/// First values and priors are those of White et al.'s library. Departure: there the density is climbed by 1,000 steps of rate 0.005, here by 100
/// that begin at 0.2 and fall, over logarithms. The deviation is that of the function, without the noise of a training.
/// </remarks>
[Method(
    "gp",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "exact Gaussian process on the one-hot encoding, RBF or Matern-5/2 kernel fitted by maximum a posteriori")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Gp(PredictorContext context, GpOptions options) : IPredictor
{
    private readonly OneHotRows rows = new(context);
    private readonly GaussianProcess process = new(new GaussianProcessSettings
    {
        Covariance = options.Kernel,
        Variance = options.Variance,
        Length = options.Length,
        Noise = options.Noise,
        Steps = options.Steps,
    });

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        process.Fit(rows.Of(networks), accuracies);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks) => process.Predict(rows.Of(networks));
}

/// <summary>The settings of <see cref="Gp"/>; accuracies are standardised before.</summary>
public sealed record GpOptions
{
    /// <summary>The kernel. Default: rbf.</summary>
    public Covariance Kernel { get; init; }

    /// <summary>The kernel's first variance, over 0. Default 5.</summary>
    public double Variance { get; init => field = OptionRange.Positive(value); } = 5;

    /// <summary>The kernel's first length, over 0; two networks that differ in one choice are 1.4 apart. Default 10.</summary>
    public double Length { get; init => field = OptionRange.Positive(value); } = 10;

    /// <summary>The first variance of the noise, over 0. Default 1.</summary>
    public double Noise { get; init => field = OptionRange.Positive(value); } = 1;

    /// <summary>Steps towards the largest posterior density, at least 0. Default 100.</summary>
    public int Steps { get; init => field = OptionRange.NotNegative(value); } = 100;
}
