using Espalier.Catalog;
using Espalier.Estimators.Predictors.Networks;

namespace Espalier.Estimators.Predictors;

/// <summary>
/// ParZC without training: what each layer adds to a proxy counts by a fixed wave over the network's depth, from 0 to 1, and is summed.
/// </summary>
/// <remarks>
/// That the weights are fixed, not negative and sinusoidal is all that was known when this was written. Ours: (1 + sin(2 pi f x)) / 2 at the
/// middle x of each layer, from 0 to 1, and the logarithm of values.
/// </remarks>
[Method(
    "parzc-free",
    Paper = "ParZC: Parametric Zero-Cost Proxies for Efficient NAS, arXiv 2402.02105",
    Year = 2024,
    Summary = "what each layer adds to proxies, summed with the weights of a wave; needs no training set")]
public sealed class ParzcFree : IPredictor
{
    private readonly ParzcFreeOptions options;
    private readonly string[] proxies;

    /// <summary>A predictor.</summary>
    /// <param name="context">Nothing of it is needed.</param>
    /// <param name="options">Its settings.</param>
    public ParzcFree(PredictorContext context, ParzcFreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, proxies) = (options, LayerStatistics.Names(options.Proxies));
    }

    /// <inheritdoc/>
    public PredictorNeeds Needs => PredictorNeeds.LayerProxies;

    /// <inheritdoc/>
    public int LeastNetworks => 0;

    /// <summary>Does nothing: the weights are fixed.</summary>
    /// <inheritdoc/>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies) =>
        TrainingSet.Check(networks, accuracies, LeastNetworks);

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">A network's layers are not known.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return [.. networks.Select(network => new Prediction(proxies.Sum(proxy => Sum(LayerStatistics.Of(network, proxy)))))];
    }

    private double Sum(double[] layers) => layers.Index()
        .Sum(layer => layer.Item * (1 + Math.Sin(2 * Math.PI * options.Waves * (layer.Index + 0.5) / layers.Length)) / 2);
}

/// <summary>The settings of <see cref="ParzcFree"/>.</summary>
public sealed record ParzcFreeOptions
{
    /// <summary>Names of proxies that are sums over layers, with commas. Default grad-norm, snip and synflow.</summary>
    public string Proxies { get; init; } = "grad-norm,snip,synflow";

    /// <summary>f, how many waves there are from the first layer to the last, above 0. Default 1.</summary>
    public double Waves { get; init => field = OptionRange.Positive(value); } = 1;
}
