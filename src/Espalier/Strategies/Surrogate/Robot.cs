using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// RoBoT: which weighted sum of training-free metrics ranks networks best is learnt from a few judgements by Bayesian optimisation over the
/// weights; then it walks down the ranking that it learnt.
/// </summary>
/// <remarks>
/// <para>
/// Each of as many weightings as there are trials is worth what the first network of its ranking is judged; a network that was judged before is
/// not judged again. The trials that are left go down the ranking of the best weighting, of equals the last that was tried, as in the authors' script.
/// </para>
/// <para>
/// Metrics are scaled from 0 to 1 over the pool (<see cref="MetricScale"/>). A failed network is worth as little as the worst that did not fail. Without
/// <see cref="SamplingContext.Metrics"/> it cannot search and says so.
/// </para>
/// </remarks>
[Method(
    "robot",
    Paper = "Robustifying and Boosting Training-Free Neural Architecture Search, arXiv 2403.07591",
    Year = 2024,
    Summary = "learns a weighted sum of training-free metrics by Bayesian optimisation, then goes down its ranking")]
[FitsModel]
public sealed class Robot : SamplingStrategy
{
    private readonly SamplingContext context;
    private readonly RobotOptions options;
    private readonly CandidateSource source;
    private readonly SeededRandom random;
    private readonly Dictionary<int, double?> judged = [];
    private MetricPool? pool;
    private WeightSearch? search;
    private (double[] Weights, int Network)? pending;

    /// <summary>A search of a space.</summary>
    public Robot(SamplingContext context, RobotOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options) = (context, options);
        source = new CandidateSource(context, Distinctness.Genotype);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "robot"));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <summary>The metrics that are weighed, once it has begun.</summary>
    public IReadOnlyList<string> Metrics { get; private set; } = [];

    /// <summary>The best weights so far, one for each of <see cref="Metrics"/>; null before anything was judged.</summary>
    public IReadOnlyList<double>? Weights => search is { Known.Count: > 0 } ? Best(search.Known) : null;

    /// <summary>How many different networks were judged while weights were learnt.</summary>
    public int Explored { get; private set; }

    private int PoolSize => Math.Max(options.Pool, options.Trials);

    /// <inheritdoc/>
    public override MetricDemand? Demand(IReadOnlyList<string> there) => new(options.Choose(there), PoolSize);

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        pool ??= Begin();
        search ??= new WeightSearch(pool.Metrics, options.Kappa, random);
        while (search.Known.Count < options.Trials)
        {
            var weights = search.Next();
            var network = pool.Best(weights);
            if (!judged.ContainsKey(network))
            {
                pending = (weights, network);
                return pool.Networks[network];
            }

            search.Tell(weights, Value(network));
        }

        var ranking = pool.Ranking(Weights!);
        return Array.FindIndex(ranking, network => !judged.ContainsKey(network)) is >= 0 and var place
            ? pool.Networks[ranking[place]]
            : source.First(() => context.Space.Sample(random));
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        var network = pool is null ? -1 : pool.PlaceOf(genotype);
        if (network >= 0)
        {
            judged[network] = outcome.Accuracy;
        }

        if (pending is var (weights, expected) && expected == network)
        {
            Explored++;
            search!.Tell(weights, Value(network));
        }

        pending = null;
    }

    /// <summary>Weights of the largest value, of equals the last.</summary>
    private static double[] Best(IReadOnlyList<(double[] Point, double Value)> known) => known.Reverse().MaxBy(pair => pair.Value).Point;

    private double Value(int network) => judged[network] ?? judged.Values.Where(value => value is not null).Min() ?? 0;

    private MetricPool Begin()
    {
        var metrics = context.Metrics ?? throw new InvalidInputException(
            "method 'robot'", "looks at training-free metrics of networks, and nothing here tells any", "give it data to measure them on, or a table of them");
        Metrics = options.Choose(metrics.Names);
        Genotype[] networks = metrics.Pool is { } only ? [.. only.Where(network => context.Excess(network) == 0)] : Draw();
        return networks.Length > 0
            ? MetricPool.Of(metrics, Metrics, networks, options.Scale)
            : throw new InvalidInputException("limits", $"none of the {metrics.Pool!.Count} networks that there are metrics of keeps them", "loosen them");
    }

    /// <summary>Different networks within the limits; fewer than asked for where no more are found.</summary>
    private Genotype[] Draw()
    {
        var drawing = new CandidateSource(context, Distinctness.Function);
        var drawn = new List<Genotype>();
        while (drawn.Count < PoolSize)
        {
            try
            {
                drawn.Add(drawing.First(() => context.Space.Sample(random)));
            }
            catch (InvalidInputException) when (drawn.Count > 0)
            {
                break;
            }

            drawing.Add(drawn[^1]);
        }

        return [.. drawn];
    }
}

/// <summary>The settings of <see cref="Robot"/>.</summary>
public sealed record RobotOptions : SamplingOptions
{
    private static readonly string[] Published = ["grad-norm", "snip", "grasp", "fisher", "synflow", "jacob-cov"];

    /// <summary>
    /// The metrics, parted by commas; <c>all</c>: all there are; <c>published</c> (default): of grad-norm, snip, grasp, fisher, synflow and
    /// jacob-cov those there are, or all where there is none of them.
    /// </summary>
    public string Metrics { get; init; } = "published";

    /// <summary>How metrics are brought together. Default: min-max, as published.</summary>
    public MetricScale Scale { get; init; }

    /// <summary>
    /// How many networks are drawn and scored where metrics are measured, at least 1, and never fewer than trials. Default 100; published searches
    /// score all of a table, or 60,000.
    /// </summary>
    public int Pool { get; init => field = OptionRange.AtLeastOne(value); } = 100;

    /// <summary>How many deviations above the mean the bound lies that decides the next weights, at least 0. Default 2.576.</summary>
    public double Kappa { get; init => field = OptionRange.NotNegative(value); } = 2.576;

    /// <summary>Which of the metrics there are are weighed.</summary>
    /// <exception cref="InvalidInputException">One is named that is not there.</exception>
    public IReadOnlyList<string> Choose(IReadOnlyList<string> there)
    {
        if (Metrics is "published" or "all")
        {
            var wanted = Metrics == "all" ? [] : Published.Where(there.Contains).ToArray();
            return wanted.Length > 0 ? wanted : there;
        }

        var named = Metrics.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var missing = named.Where(name => !there.Contains(name)).ToArray();
        return missing.Length == 0 && named.Length > 0
            ? named
            : throw new InvalidInputException(
                $"metrics={Metrics}", $"'{string.Join(", ", missing)}' is not there", $"name some of {string.Join(", ", there)}, or all, or published");
    }
}
