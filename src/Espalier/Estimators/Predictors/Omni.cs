using Espalier.Catalog;
using Espalier.Estimators.Predictors.Regression;

namespace Espalier.Estimators.Predictors;

/// <summary>What OMNI feeds its features to.</summary>
public enum OmniLearner
{
    /// <summary>Natural-gradient boosting, as published.</summary>
    NgBoost,

    /// <summary>A random forest.</summary>
    RandomForest,
}

/// <summary>
/// All that is cheaply known of a network at once: a zero-cost score, the last of its learning curve, and its architecture as a one-hot row, fed
/// to boosted trees.
/// </summary>
/// <remarks>
/// <para>The curve's statistic is minus the last training loss (SoTL-E) where all networks learnt from have one, else the last validation
/// accuracy; it is left out where the curve has fewer than three epochs.</para>
/// <para>Departures: scores are standardised by mean and deviation of those learnt from; the study's code takes those of the networks asked for,
/// so that a prediction depends on who else is asked for. The learner has the study's settings of NGBoost unless <see cref="OmniOptions.Draws"/>
/// asks for its random search, whose first candidate these are.</para>
/// </remarks>
[Method(
    "omni",
    Paper = "How Powerful are Performance Predictors in Neural Architecture Search?, arXiv 2104.01177",
    Year = 2021,
    Summary = "a zero-cost score, the end of a learning curve and the architecture, fed to NGBoost")]
public sealed class Omni : IPredictor
{
    private const int LeastEpochs = 3;
    private readonly OmniOptions options;
    private readonly OneHotRows? encoding;
    private readonly ulong seed;
    private Feature? proxy;
    private Feature? curve;
    private IRegressor? regressor;

    /// <summary>One that has learnt nothing yet.</summary>
    /// <exception cref="ArgumentException">The options leave it no feature, or ask for settings of a learner that is not theirs.</exception>
    /// <exception cref="InvalidInputException">The space's genotypes are no rows of choices.</exception>
    public Omni(PredictorContext context, OmniOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Encoding && !options.Curve && options.ProxyName is null)
        {
            throw new ArgumentException("nothing is left to learn from: encoding, curve or a proxy is needed", nameof(options));
        }

        if (options.Draws > 0 && options.Learner != OmniLearner.NgBoost)
        {
            throw new ArgumentException($"draws={options.Draws} are of NGBoost's settings, and the learner is another", nameof(options));
        }

        (this.options, seed) = (options, SeededRandom.Derive(context.Seed, "omni"));
        encoding = options.Encoding ? new OneHotRows(context) : null;
    }

    /// <inheritdoc/>
    public PredictorNeeds Needs =>
        (options.ProxyName is null ? 0 : PredictorNeeds.Proxies) | (options.Curve ? PredictorNeeds.Curve : 0);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are too few.</exception>
    /// <exception cref="InvalidInputException">A network has not the score or the curve that it is to be judged by.</exception>
    public void Fit(IReadOnlyList<NetworkFacts> networks, IReadOnlyList<double> accuracies)
    {
        TrainingSet.Check(networks, accuracies, ((IPredictor)this).LeastNetworks);
        proxy = options.ProxyName is { } name ? Feature.Of(networks, network => Score(network, name)) : null;
        curve = options.Curve && Statistic(networks) is { } statistic ? Feature.Of(networks, statistic) : null;
        if (proxy is null && curve is null && encoding is null)
        {
            throw new InvalidInputException(
                "predictor 'omni'", $"no network has a curve of at least {LeastEpochs} epochs, and nothing else is looked at", "give it a proxy or the encoding, too");
        }

        var (rows, targets) = (Rows(networks), accuracies.ToArray());
        regressor = options.Learner == OmniLearner.NgBoost
            ? new SearchedBoosting(new NgBoostOptions().Settings, options.Draws, seed)
            : new Forest(new RandomForestOptions().Trees, RandomForest.ShapeOf(new()), bootstrap: false, seed);
        regressor.Fit(rows, targets);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidInputException">A network has not what those learnt from had.</exception>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<NetworkFacts> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var known = regressor ?? throw TrainingSet.Missing();
        return networks.Count == 0 ? [] : known.Predict(Rows(networks));
    }

    private static double Score(NetworkFacts network, string name) => network.Proxies.TryGetValue(name, out var score)
        ? score
        : throw new InvalidInputException($"proxy '{name}'", "a network has no score of it", "score all, or take another proxy or none");

    private static Func<NetworkFacts, double>? Statistic(IReadOnlyList<NetworkFacts> networks)
    {
        Func<NetworkFacts, double?>[] known = [network => -Last(network)?.TrainingLoss, network => Last(network)?.ValidationAccuracy];
        return Array.Find(known, statistic => networks.All(network => statistic(network) is not null)) is { } found
            ? network => found(network) ?? throw new InvalidInputException(
                "learning curves", "a network has not the one that others were learnt by", "train it for as long, or leave curves out: curve=false")
            : null;

        static CurvePoint? Last(NetworkFacts network) => network.Curve is [.., { Epoch: >= LeastEpochs } last] ? last : null;
    }

    private double[][] Rows(IReadOnlyList<NetworkFacts> networks) =>
        [.. networks.Select(network => (double[])[.. Scores(network), .. encoding?.Of(network) ?? []])];

    private IEnumerable<double> Scores(NetworkFacts network) => new[] { proxy, curve }.OfType<Feature>().Select(feature => feature.Standard(network));

    /// <summary>A number of each network, standardised by those learnt from. What is no finite number counts as the worst of them.</summary>
    private sealed record Feature(Func<NetworkFacts, double> Read, Standardised Scale, double Worst)
    {
        internal static Feature? Of(IReadOnlyList<NetworkFacts> networks, Func<NetworkFacts, double> read)
        {
            double[] values = [.. networks.Select(read).Where(double.IsFinite)];
            return values.Length == 0 ? null : new(read, Standardised.Of(values), values.Min());
        }

        internal double Standard(NetworkFacts network)
        {
            var value = Read(network);
            return ((double.IsFinite(value) ? value : Worst) - Scale.Mean) / Scale.Deviation;
        }
    }
}

/// <summary>The settings of <see cref="Omni"/>. Without one of its three parts it is an ablation of the study.</summary>
public sealed record OmniOptions
{
    /// <summary>The word for no proxy.</summary>
    public const string None = "none";

    /// <summary>The zero-cost proxy whose score it looks at, or none. Default: the Jacobian covariance, as published.</summary>
    public string Proxy
    {
        get;
        init => field = string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentOutOfRangeException(nameof(Proxy), value, $"the name of a proxy, or {None}")
            : value;
    } = "jacob-cov";

    /// <summary>Whether it looks at the learning curve. Default: yes.</summary>
    public bool Curve { get; init; } = true;

    /// <summary>Whether it looks at the architecture. Default: yes.</summary>
    public bool Encoding { get; init; } = true;

    /// <summary>What learns. Default: NGBoost, as published.</summary>
    public OmniLearner Learner { get; init; }

    /// <summary>
    /// How many settings of NGBoost are drawn, the best of which in a threefold cross-validation is taken, at least 0. Published: 35. Default 0,
    /// since each draw takes as long as three trainings.
    /// </summary>
    public int Draws { get; init => field = OptionRange.NotNegative(value); }

    internal string? ProxyName => Proxy == None ? null : Proxy;
}
