using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Evolution;

/// <summary>
/// Local search: from the best of some random genotypes to the first neighbour found better, one choice away, neighbours in random order;
/// where none is, from new random ones.
/// </summary>
/// <remarks>What was judged before is not judged again: its worth is remembered. Neighbours outside the limits are passed over.</remarks>
[Method(
    "local-search",
    Paper = "Exploring the Loss Landscape in Neural Architecture Search, arXiv 2005.02960",
    Year = 2021,
    Summary = "to the first better neighbour, until none is; then again from elsewhere")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class LocalSearch : SamplingStrategy
{
    private readonly SamplingContext context;
    private readonly LocalSearchOptions options;
    private readonly IChoiceSpace space;
    private readonly CandidateSource source;
    private readonly SeededRandom random;
    private readonly Dictionary<Genotype, double> known = [];
    private readonly List<Genotype> starts = [];
    private Queue<Genotype> neighbours = [];
    private Genotype? present;

    /// <summary>A search of a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public LocalSearch(SamplingContext context, LocalSearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options, space) = (context, options, ChoiceMoves.Of(context.Space));
        source = new CandidateSource(context, Distinctness.Genotype);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "local-search"));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <summary>The genotypes that no neighbour of theirs was better than, in the order in which they were reached.</summary>
    internal List<Genotype> Optima { get; } = [];

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        while (present is not null && neighbours.TryDequeue(out var next))
        {
            if (!known.TryGetValue(next, out var worth))
            {
                if (context.Excess(next) == 0)
                {
                    return next;
                }
            }
            else if (worth > known[present])
            {
                MoveTo(next);
            }
        }

        if (present is not null)
        {
            Optima.Add(present);
            present = null;
        }

        return source.First(() => space.Sample(random));
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        known[genotype] = outcome.Accuracy ?? double.NegativeInfinity;
        if (present is not null)
        {
            if (known[genotype] > known[present])
            {
                MoveTo(genotype);
            }

            return;
        }

        starts.Add(genotype);
        if (starts.Count == options.Starts)
        {
            MoveTo(starts.MaxBy(start => known[start])!);
            starts.Clear();
        }
    }

    private void MoveTo(Genotype genotype)
    {
        present = genotype;
        Genotype[] around = [.. ChoiceMoves.Neighbours(space, genotype)];
        random.Shuffle(around);
        neighbours = new(around);
    }
}

/// <summary>The settings of <see cref="LocalSearch"/>.</summary>
public sealed record LocalSearchOptions : SamplingOptions
{
    /// <summary>How many random genotypes a start is the best of, at least 1. Default 10, as in the authors' code.</summary>
    public int Starts { get; init => field = OptionRange.AtLeastOne(value); } = 10;
}
