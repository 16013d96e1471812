namespace Espalier.Estimators;

/// <summary>
/// Learns from networks whose accuracy is known how good others are. Two clocks run: what the training set and <see cref="Fit"/> took
/// (initialisation), and what <see cref="Predict"/> takes for one network, with what it must know of it (query).
/// </summary>
/// <remarks>
/// White et al., "How Powerful are Performance Predictors in Neural Architecture Search?", arXiv 2104.01177. A predictor is made from a
/// <see cref="PredictorContext"/> and its options; the same seed, the same networks in the same order: the same predictions.
/// </remarks>
public interface IPredictor
{
    /// <summary>What it must know of each network beyond its architecture, and be given beside networks.</summary>
    PredictorNeeds Needs => PredictorNeeds.Architecture;

    /// <summary>How many networks it cannot learn from fewer than. 0: it needs no training set. Default 2.</summary>
    int LeastNetworks => 2;

    /// <summary>Learns, from nothing: what was learnt before is forgotten.</summary>
    /// <param name="networks">At least <see cref="LeastNetworks"/>; none, where that is 0, for what prepares itself without them.</param>
    /// <param name="accuracies">Theirs, fractions 0 to 1, higher is better.</param>
    /// <exception cref="ArgumentException">There are too few, or not as many of one as of the other.</exception>
    void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies);

    /// <summary>Tells how good networks are. What one is told to be does not depend on which others are asked for with it.</summary>
    /// <exception cref="InvalidOperationException">It must learn first, and has not.</exception>
    IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks);
}

/// <summary>What a predictor must know of a network.</summary>
[Flags]
public enum PredictorNeeds
{
    /// <summary>Its architecture alone.</summary>
    Architecture = 0,

    /// <summary>Scores that it gives away untrained.</summary>
    Proxies = 1,

    /// <summary>The beginning of its training.</summary>
    Curve = 2,

    /// <summary>What each of its layers adds to scores that it gives away untrained.</summary>
    LayerProxies = 4,

    /// <summary>Images to train weights on, and to judge networks with: <see cref="PredictorContext.Images"/>.</summary>
    Images = 8,
}
