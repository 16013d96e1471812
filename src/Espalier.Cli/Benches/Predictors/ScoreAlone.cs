using Espalier.Estimators;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>What every predictor must beat: a score that costs nothing, taken as it is.</summary>
/// <param name="proxy">Its name.</param>
internal sealed class ScoreAlone(string proxy) : IPredictor
{
    public PredictorNeeds Needs => PredictorNeeds.Proxies;

    public int LeastNetworks => 0;

    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
    }

    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks) =>
        [.. networks.Select(network => new Prediction(network.Proxies[proxy]))];
}
