using Espalier.Catalog;
using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Estimators.Predictors;

/// <summary>SoTL-E: minus the training loss of the last epoch, or of all epochs with weights that fall off into the past.</summary>
[Method(
    "sotl-e",
    Paper = "Speedy Performance Estimation for Neural Architecture Search, arXiv 2006.04492",
    Year = 2020,
    Summary = "minus the training loss of the last epoch (smoothing=0.99: of an exponential mean)")]
public sealed class SotlE : CurvePredictor
{
    private readonly double smoothing;

    /// <summary>A predictor.</summary>
    /// <param name="context">Nothing of it is needed.</param>
    /// <param name="options">Its settings.</param>
    public SotlE(PredictorContext context, SotlEOptions options)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(options);
        smoothing = options.Smoothing;
    }

    /// <inheritdoc/>
    protected override Prediction Judge(IReadOnlyList<CurvePoint> curve) =>
        new(-Series(curve, point => point.TrainingLoss, "training loss").Aggregate((mean, loss) => (smoothing * mean) + ((1 - smoothing) * loss)));
}

/// <summary>The settings of <see cref="SotlE"/>.</summary>
public sealed record SotlEOptions
{
    /// <summary>What remains of the mean at each epoch, from 0 to below 1; the paper's other form has 0.99. Default 0: the last epoch alone.</summary>
    public double Smoothing { get; init => field = OptionRange.BelowOne(value); }
}
