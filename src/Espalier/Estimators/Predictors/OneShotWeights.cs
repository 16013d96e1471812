using Espalier.Catalog;
using Espalier.Estimators.Predictors.Sharing;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// One-shot: all operations train at once, an edge gives the sum of all of them, and a network's accuracy is read off with those of others left out.
/// </summary>
/// <remarks>
/// As in the predictor study's code, which has every operation's weight at 1 and drops none in training, where Bender et al. drop some.
/// <see cref="SharedWeightsPredictor"/> says what is different here.
/// </remarks>
[Method(
    "oneshot",
    Paper = "Understanding and Simplifying One-Shot Architecture Search, ICML 2018; as in arXiv 2104.01177",
    Year = 2018,
    Summary = "validation accuracy with shared weights, of which all operations trained at once; needs images")]
public sealed class OneShotWeights : SharedWeightsPredictor
{
    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space is not made of cells.</exception>
    public OneShotWeights(PredictorContext context, OneShotWeightsOptions options)
        : base(context, options, "oneshot")
    {
    }

    private protected override IReadOnlyList<Tensor> Mixture(SeededRandom random) =>
        [.. Space.CellKinds.Select(_ => ones([Space.Edges.Count, Space.Operations.Count]))];
}

/// <summary>The settings of <see cref="OneShotWeights"/>.</summary>
public sealed record OneShotWeightsOptions : SharedWeightsOptions;
