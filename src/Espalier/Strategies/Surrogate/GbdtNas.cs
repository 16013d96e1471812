using System.Globalization;
using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// Search by gradient-boosted trees: random candidates first; then trees learn from all that were judged, and the candidates that they take to
/// be best are judged next, round by round. With <see cref="GbdtNasOptions.Prune"/> what their attributions call harmful is not looked at
/// (GBDT-NAS-3S).
/// </summary>
/// <remarks>
/// <para>The trees are those of the predictor <c>lgb</c>. Candidates that failed are not learnt from, nor those below
/// <see cref="GbdtNasOptions.LeastAccuracy"/>. No genotype is judged twice.</para>
/// <para>3S, first order: the values with the worst mean Shapley value over the networks that choose them, as far as it is below 0. Second order:
/// pairs of values, chosen or not, by their Shapley interaction. Departures: each round bans anew what its own trees call harmful, so that a
/// verdict of few labels can be reversed; a ban that would leave fewer candidates than a round takes is passed over.</para>
/// </remarks>
[Method(
    "gbdt-nas",
    Paper = "Accuracy Prediction with Non-neural Model for Neural Architecture Search (GBDT-NAS), arXiv 2007.04785",
    Year = 2020,
    Summary = "the best by boosted trees that learn from all candidates before; prunes by Shapley values")]
[NeedsSpace(typeof(IChoiceSpace))]
[FitsModel]
public sealed class GbdtNas : SamplingStrategy
{
    private readonly GbdtNasOptions options;
    private readonly IChoiceSpace space;
    private readonly SamplingContext context;
    private readonly CandidateSource source;
    private readonly SeededRandom random;
    private readonly CandidatePool pool;
    private readonly List<(Genotype Genotype, double Accuracy)> judged = [];
    private Queue<Genotype>? ranked;
    private int told;
    private int taken;

    /// <summary>A search of a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices, or XGBoost is not installed.</exception>
    public GbdtNas(SamplingContext context, GbdtNasOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options, space) = (context, options, ChoiceMoves.Of(context.Space));
        source = new CandidateSource(context, Distinctness.Genotype);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "gbdt-nas"));
        pool = new CandidatePool(space, options.Candidates);

        // Whether there are trees at all is to be known before hours of judging.
        Predictor();
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <summary>What the last round did not look at, the most harmful first.</summary>
    internal IReadOnlyList<ChoiceHarm> Banned { get; private set; } = [];

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        if (told < options.Starts || judged.Count < 2)
        {
            return source.First(Draw);
        }

        if (ranked is null || taken == options.Batch)
        {
            ranked = new(Rank());
            taken = 0;
        }

        taken++;
        while (ranked.TryDequeue(out var next))
        {
            if (source.IsNew(next) && context.Excess(next) == 0)
            {
                return next;
            }
        }

        return source.First(Draw);
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        told++;
        if (outcome.Accuracy is { } accuracy && double.IsFinite(accuracy) && accuracy >= options.LeastAccuracy)
        {
            judged.Add((genotype, accuracy));
        }
    }

    /// <summary>Bans that leave enough, the most harmful first; those of single values before those of pairs.</summary>
    internal static (IReadOnlyList<ChoiceHarm> Banned, (Genotype Genotype, double[] Row)[] Left) Apply(
        IEnumerable<ChoiceHarm> harms, (Genotype Genotype, double[] Row)[] candidates, int least)
    {
        var (banned, left) = (new List<ChoiceHarm>(), candidates);
        foreach (var harm in harms)
        {
            (Genotype, double[])[] rest = [.. left.Where(candidate => !harm.IsIn(candidate.Row))];
            if (rest.Length >= least && rest.Length < left.Length)
            {
                banned.Add(harm);
                left = rest;
            }
        }

        return (banned, left);
    }

    private Genotype[] Rank()
    {
        using var trees = Predictor() as IDisposable;
        var predictor = (IAttributedPredictor)trees!;
        NetworkFacts[] networks = [.. judged.Select(pair => new NetworkFacts(pair.Genotype))];
        predictor.Fit(networks, [.. judged.Select(pair => pair.Accuracy)]);
        (Genotype Genotype, double[] Row)[] candidates = [.. pool.Draw(random).Where(candidate => source.IsNew(candidate.Genotype))];
        (Banned, candidates) = Apply(Harms(predictor, networks), candidates, options.Batch);
        var predictions = predictor.Predict([.. candidates.Select(candidate => new NetworkFacts(candidate.Genotype))]);
        return candidates.Zip(predictions, (candidate, told) => (candidate.Genotype, told.Mean))
            .OrderByDescending(pair => pair.Mean)
            .Select(pair => pair.Genotype)
            .ToArray();
    }

    private IEnumerable<ChoiceHarm> Harms(IAttributedPredictor predictor, NetworkFacts[] networks)
    {
        if (options.Prune == 0 && options.PrunePairs == 0)
        {
            return [];
        }

        var encoding = new OneHot(space);
        double[][] rows = [.. networks.Select(network => encoding.Of(network.Genotype))];
        var single = options.Prune == 0 ? [] : ChoiceHarm.Singles(predictor.Attribute(networks), rows);
        var pairs = options.PrunePairs == 0 ? [] : ChoiceHarm.Pairs(predictor.Interactions(networks), rows, space.Choices);
        return Worst(single, options.Prune).Concat(Worst(pairs, options.PrunePairs));

        static IEnumerable<ChoiceHarm> Worst(IEnumerable<ChoiceHarm> harms, int count) => harms.Where(harm => harm.Effect < 0).Take(count);
    }

    private IPredictor Predictor() => (IPredictor)MethodCatalog.Of<IPredictor>().Find("predictor", "lgb").Create(
        new PredictorContext { Space = context.Space, Seed = SeededRandom.Derive(context.Seed, "trees", judged.Count) },
        new Dictionary<string, string> { ["rounds"] = options.Rounds.ToString(CultureInfo.InvariantCulture) });

    private Genotype Draw() => space.Sample(random);
}

/// <summary>The settings of <see cref="GbdtNas"/>.</summary>
public sealed record GbdtNasOptions : SamplingOptions
{
    /// <summary>Random candidates before the first trees, at least 1. Default 100; the paper has 1,000.</summary>
    public int Starts { get; init => field = OptionRange.AtLeastOne(value); } = 100;

    /// <summary>Candidates judged between two fits, at least 1. Default 50; the paper has 300 to 1,000.</summary>
    public int Batch { get; init => field = OptionRange.AtLeastOne(value); } = 50;

    /// <summary>
    /// How many candidates the trees are asked about, at least 1: the whole space where it has no more, else so many drawn from it. Default
    /// 20,000; the paper has all 423,000 cells of NAS-Bench-101, and 5,000 drawn ones elsewhere.
    /// </summary>
    public int Candidates { get; init => field = OptionRange.AtLeastOne(value); } = 20_000;

    /// <summary>Trees of a fit, at least 1. Default 100, as published; too few for more than some 400 labels.</summary>
    public int Rounds { get; init => field = OptionRange.AtLeastOne(value); } = 100;

    /// <summary>How many values are not looked at in a round, at least 0. Default 0: no pruning; the paper has 20 of 147.</summary>
    public int Prune { get; init => field = OptionRange.NotNegative(value); }

    /// <summary>How many pairs of values are not looked at in a round, at least 0. Default 0; the paper has 20.</summary>
    public int PrunePairs { get; init => field = OptionRange.NotNegative(value); }

    /// <summary>Candidates below are not learnt from, a fraction from 0 to 1. Default 0; the paper has 0.85 on NAS-Bench-101.</summary>
    public double LeastAccuracy { get; init => field = OptionRange.Share(value); }
}
