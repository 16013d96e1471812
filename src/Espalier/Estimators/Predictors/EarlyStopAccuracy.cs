using Espalier.Catalog;
using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors;

/// <summary>The validation accuracy when training was broken off: what most searches look at without calling it a predictor.</summary>
/// <param name="context">Nothing of it is needed.</param>
[Method(
    "early-stop-accuracy",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "the validation accuracy when training was broken off")]
public sealed class EarlyStopAccuracy(PredictorContext context) : CurvePredictor(context)
{
    /// <inheritdoc/>
    protected override Prediction Judge(IReadOnlyList<CurvePoint> curve) =>
        new(Series(curve, point => point.ValidationAccuracy, "validation accuracy")[^1]);
}
