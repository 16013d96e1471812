using Espalier.Catalog;
using Espalier.Estimators.Predictors.Sharing;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// Random sampling with weight sharing: every batch trains the weights of a network drawn uniformly, and a network's accuracy is read off with the
/// weights it then has.
/// </summary>
/// <remarks><see cref="SharedWeightsPredictor"/> says what is different from the predictor study's code.</remarks>
[Method(
    "rsws",
    Paper = "Random Search and Reproducibility for Neural Architecture Search, arXiv 1902.07638; as in arXiv 2104.01177",
    Year = 2019,
    Summary = "validation accuracy with shared weights, trained by networks drawn uniformly; needs images")]
public sealed class Rsws : SharedWeightsPredictor
{
    /// <summary>A predictor.</summary>
    /// <exception cref="InvalidInputException">The space is not made of cells.</exception>
    public Rsws(PredictorContext context, RswsOptions options)
        : base(context, options, "rsws")
    {
    }

    private protected override IReadOnlyList<Tensor> Mixture(SeededRandom random) => Path(Space.Sample(random));
}

/// <summary>The settings of <see cref="Rsws"/>.</summary>
public sealed record RswsOptions : SharedWeightsOptions;
