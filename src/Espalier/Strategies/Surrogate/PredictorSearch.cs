using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// Random candidates first; then, batch after batch, a predictor learns from all that was judged, many children of what was judged are told by
/// it, and those that promise most are asked for.
/// </summary>
/// <remarks>
/// Children outside the limits are passed over only when their turn comes, so that few are measured where latency is limited. Where a batch has
/// no child left that will do, a random candidate takes its place.
/// </remarks>
[NeedsSpace(typeof(IChoiceSpace))]
[FitsModel]
public abstract class PredictorSearch : SamplingStrategy
{
    private readonly PredictorSearchOptions options;
    private readonly CandidateSource source;
    private readonly Func<int, IPredictor> predictor;
    private readonly ulong seed;
    private readonly List<(Genotype Genotype, double? Accuracy)> history = [];
    private readonly Queue<Genotype> promising = [];
    private int asked;

    private protected PredictorSearch(SamplingContext context, PredictorSearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, Space, seed) = (options, ChoiceMoves.Of(context.Space), context.Seed);
        source = new CandidateSource(context, options.Distinct);
        Random = new SeededRandom(SeededRandom.Derive(context.Seed, GetType().Name));
        var entry = MethodCatalog.Of<IPredictor>().Find("predictor", options.Predictor);
        predictor = batch => (IPredictor)entry.Create(
            new PredictorContext { Space = context.Space, Seed = SeededRandom.Derive(seed, "predictor", batch) }, new Dictionary<string, string>());
        var first = predictor(0);
        if (first.Needs != PredictorNeeds.Architecture)
        {
            throw new InvalidInputException(
                $"predictor '{options.Predictor}'", $"needs {first.Needs} of every candidate, which a search has not", "give one that needs the architecture alone");
        }

        Least = first.LeastNetworks;
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    private protected IChoiceSpace Space { get; }

    private protected SeededRandom Random { get; }

    private int Least { get; }

    /// <summary>Those judged so far that did not fail, in their order.</summary>
    private protected IReadOnlyList<(Genotype Genotype, double Accuracy)> Known =>
        [.. history.Where(judged => judged.Accuracy is not null).Select(judged => (judged.Genotype, judged.Accuracy!.Value))];

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        if (history.Count < options.Starts || history.Count(judged => judged.Accuracy is not null) < Math.Max(1, Least))
        {
            return source.First(Draw);
        }

        if (asked % options.Batch == 0)
        {
            promising.Clear();
            Promise();
        }

        asked++;
        return source.FirstOrDrawn(() => promising.TryDequeue(out var next) ? next : Draw(), Draw);
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        history.Add((genotype, outcome.Accuracy));
    }

    /// <summary>Children of what was judged, as many as are asked for; any of them may be known already.</summary>
    private protected abstract IEnumerable<Genotype> Children(int count);

    /// <summary>How much a child promises.</summary>
    private protected abstract double Worth(Prediction told, double best);

    private void Promise()
    {
        var known = Known;
        var learner = predictor(history.Count);
        using var freed = learner as IDisposable;
        learner.Fit([.. known.Select(judged => new NetworkFacts(judged.Genotype))], [.. known.Select(judged => judged.Accuracy)]);
        Genotype[] children = [.. Children(options.Candidates).Where(source.IsNew).Distinct()];
        var best = known.Max(judged => judged.Accuracy);
        var told = learner.Predict([.. children.Select(child => new NetworkFacts(child))]);
        foreach (var (child, _) in children.Zip(told, (child, prediction) => (child, Worth: Worth(prediction, best))).OrderByDescending(pair => pair.Worth))
        {
            promising.Enqueue(child);
        }
    }

    private Genotype Draw() => Space.Sample(Random);
}

/// <summary>What searches by a predictor share; the numbers are those of White et al.'s comparison, arXiv 2104.01177.</summary>
public record PredictorSearchOptions : SamplingOptions
{
    /// <summary>Random candidates at the beginning, at least 1. Default 20.</summary>
    public int Starts { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>How many are asked for before the predictor learns again, at least 1. Default 20.</summary>
    public int Batch { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>How many children the predictor chooses from, at least 1. Default 200.</summary>
    public int Candidates { get; init => field = OptionRange.AtLeastOne(value); } = 200;

    /// <summary>The predictor's name, with its default settings; one that needs the architecture alone. Default: bananas.</summary>
    public string Predictor { get; init; } = "bananas";

    /// <summary>Which candidates are tried twice. Default: none that computes what another one did.</summary>
    public Distinctness Distinct { get; init; } = Distinctness.Function;
}
