using Espalier.Estimators.Predictors.Regression;
using Espalier.Spaces;
using Espalier.Strategies;

namespace Espalier.Estimators.Predictors;

/// <summary>A predictor that sees a network as a row of zeros and ones, <see cref="OneHot"/>.</summary>
[NeedsSpace(typeof(IChoiceSpace))]
public abstract class EncodedPredictor : IPredictor
{
    private readonly OneHotRows encoding;
    private readonly IRegressor regressor;
    private bool learnt;

    private protected EncodedPredictor(PredictorContext context, IRegressor regressor) =>
        (encoding, this.regressor) = (new OneHotRows(context), regressor);

    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        learnt = false;
        regressor.Fit(encoding.Of(networks), [.. accuracies]);
        learnt = true;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        var rows = Rows(networks);
        return rows.Length == 0 ? [] : regressor.Predict(rows);
    }

    /// <summary>The rows of networks that are asked for.</summary>
    /// <exception cref="InvalidOperationException">Nothing was learnt yet.</exception>
    private protected double[][] Rows(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return learnt ? encoding.Of(networks) : throw TrainingSet.Missing();
    }
}
