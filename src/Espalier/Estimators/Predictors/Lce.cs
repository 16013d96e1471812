using Espalier.Catalog;
using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// LCE: goes on with the curve of validation accuracies as a weighted sum of saturating families, whose parameters are drawn by a Markov
/// chain.
/// </summary>
/// <remarks>
/// One walker and 300 draws, as the comparison of predictors (arXiv 2104.01177) runs it. The tuning of the walker's steps is ours; curves must
/// end no higher than 1.
/// </remarks>
/// <param name="context">What draws derive from.</param>
/// <param name="options">Its settings.</param>
[Method(
    "lce",
    Paper = "Speeding up Automatic Hyperparameter Optimization of Deep Neural Networks by Extrapolation of Learning Curves, IJCAI 2015",
    Year = 2015,
    Summary = "the curve of accuracies gone on with: a weighted sum of eleven families, one Markov chain")]
public sealed class Lce(PredictorContext context, LceOptions options) : Extrapolation(context, options)
{
    private protected override IReadOnlyList<double[]> Draw(CurveMixture mixture, SeededRandom random) =>
        Chains.Walk(mixture.LogPosterior, mixture.Start, options.BurnIn, options.Draws, random);
}

/// <summary>The settings of <see cref="Lce"/>.</summary>
public sealed record LceOptions : ExtrapolationOptions
{
    /// <summary>Draws of the chain, at least 1. Default 300.</summary>
    public int Draws { get; init => field = OptionRange.AtLeastOne(value); } = 300;

    /// <summary>Steps before the first draw, at least 0. Default 300.</summary>
    public int BurnIn { get; init => field = OptionRange.NotNegative(value); } = 300;
}
