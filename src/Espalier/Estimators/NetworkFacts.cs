using Espalier.Spaces;

namespace Espalier.Estimators;

/// <summary>What a predictor may know of a network.</summary>
/// <param name="Genotype">Its architecture.</param>
public sealed record NetworkFacts(Genotype Genotype)
{
    /// <summary>Scores that it gives away untrained, by the proxy's name.</summary>
    public IReadOnlyDictionary<string, double> Proxies { get; init; } = new Dictionary<string, double>();

    /// <summary>What each layer adds to such a score, by the proxy's name, in the network's order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> LayerProxies { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    /// <summary>The beginning of its training, oldest first; empty where it was not trained.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];
}

/// <summary>A point of a training's curve.</summary>
/// <param name="Epoch">After how many epochs.</param>
/// <param name="ValidationAccuracy">A fraction 0 to 1; null where it was not measured.</param>
/// <param name="TrainingLoss">Of that epoch; null where it was not measured.</param>
/// <param name="ValidationLoss">Null where it was not measured.</param>
public readonly record struct CurvePoint(
    int Epoch, double? ValidationAccuracy = null, double? TrainingLoss = null, double? ValidationLoss = null);

/// <summary>What a predictor tells of a network.</summary>
/// <param name="Mean">The higher the better: an accuracy, a fraction 0 to 1, where <see cref="IPredictor.Fit"/> was given some; else a score.</param>
/// <param name="Deviation">How sure it is: a standard deviation in the unit of <see cref="Mean"/>; null from predictors that do not tell.</param>
public readonly record struct Prediction(double Mean, double? Deviation = null);
