using Espalier.Catalog;
using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors;

/// <summary>SoTL: minus the sum of the training losses so far. What learns fast is expected to learn well.</summary>
/// <param name="context">Nothing of it is needed.</param>
[Method(
    "sotl",
    Paper = "Speedy Performance Estimation for Neural Architecture Search, arXiv 2006.04492",
    Year = 2020,
    Summary = "minus the sum of the training losses of all epochs so far")]
public sealed class Sotl(PredictorContext context) : CurvePredictor(context)
{
    /// <inheritdoc/>
    protected override Prediction Judge(IReadOnlyList<CurvePoint> curve) =>
        new(-Series(curve, point => point.TrainingLoss, "training loss").Sum());
}
