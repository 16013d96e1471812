namespace Espalier.Estimators.Predictors.Curves;

/// <summary>The frame of predictors that look at the beginning of a network's training alone, and learn nothing from others.</summary>
public abstract class CurvePredictor : IPredictor
{
    private protected CurvePredictor(PredictorContext context) => ArgumentNullException.ThrowIfNull(context);

    /// <inheritdoc/>
    public PredictorNeeds Needs => PredictorNeeds.Curve;

    /// <inheritdoc/>
    public int LeastNetworks => 0;

    /// <summary>Does nothing: the curve says it all.</summary>
    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies) =>
        TrainingSet.Check(networks, accuracies, LeastNetworks);

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">A curve lacks what this one looks at.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return [.. networks.Select(network => Judge(network.Curve))];
    }

    /// <summary>What a curve promises.</summary>
    protected abstract Prediction Judge(IReadOnlyList<CurvePoint> curve);

    /// <summary>One measure of all points.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="measure">What is taken of a point.</param>
    /// <param name="name">What it is called in the message.</param>
    /// <param name="least">How many points are needed.</param>
    /// <exception cref="InvalidInputException">The curve is too short, or a point lacks the measure.</exception>
    private protected static double[] Series(
        IReadOnlyList<CurvePoint> curve, Func<CurvePoint, double?> measure, string name, int least = 1)
    {
        double[] series = [.. curve.Select(measure).OfType<double>()];
        return series.Length >= least && series.Length == curve.Count
            ? series
            : throw new InvalidInputException(
                "a network's curve",
                $"has {series.Length} of {name} in {curve.Count} epochs, and each epoch needs one, at least {least} in all",
                "train it for longer and keep that measure of every epoch, or choose another predictor");
    }
}
