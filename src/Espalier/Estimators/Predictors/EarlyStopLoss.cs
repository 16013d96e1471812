using Espalier.Catalog;
using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors;

/// <summary>Minus the validation loss when training was broken off.</summary>
/// <param name="context">Nothing of it is needed.</param>
[Method(
    "early-stop-loss",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "minus the validation loss when training was broken off")]
public sealed class EarlyStopLoss(PredictorContext context) : CurvePredictor(context)
{
    /// <inheritdoc/>
    protected override Prediction Judge(IReadOnlyList<CurvePoint> curve) =>
        new(-Series(curve, point => point.ValidationLoss, "validation loss")[^1]);
}
