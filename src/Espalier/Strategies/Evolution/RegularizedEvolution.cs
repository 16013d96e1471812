using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Evolution;

/// <summary>
/// Regularised (ageing) evolution: the best of a sample of the population has a child that differs in one choice; the oldest member goes,
/// however good it is.
/// </summary>
/// <remarks>
/// The sample is drawn with replacement. Departure: a child outside the limits, or one tried before where those are not to be, is drawn
/// again; where none will do, one from the whole space takes its place. A candidate that failed is worse than every other.
/// </remarks>
[Method(
    "regularized-evolution",
    Paper = "Regularized Evolution for Image Classifier Architecture Search, arXiv 1802.01548",
    Year = 2018,
    Summary = "children of the best of a sample, one choice changed; the oldest goes")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class RegularizedEvolution : SamplingStrategy
{
    private readonly RegularizedEvolutionOptions options;
    private readonly IChoiceSpace space;
    private readonly CandidateSource source;
    private readonly SeededRandom random;
    private readonly Queue<(Genotype Genotype, double Worth)> population = [];

    /// <summary>A search of a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public RegularizedEvolution(SamplingContext context, RegularizedEvolutionOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, space) = (options, ChoiceMoves.Of(context.Space));
        source = new CandidateSource(context, options.Distinct);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "evolution"));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <summary>The members, oldest first.</summary>
    internal IEnumerable<Genotype> Population => population.Select(member => member.Genotype);

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        if (population.Count < options.Population)
        {
            return source.First(Draw);
        }

        var parent = Enumerable.Range(0, options.Tournament)
            .Select(_ => population.ElementAt(random.Next(population.Count)))
            .MaxBy(member => member.Worth)
            .Genotype;
        return source.FirstOrDrawn(() => ChoiceMoves.Mutate(space, parent, random), Draw);
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        population.Enqueue((genotype, outcome.Accuracy ?? double.NegativeInfinity));
        if (population.Count > options.Population)
        {
            population.Dequeue();
        }
    }

    private Genotype Draw() => space.Sample(random);
}

/// <summary>The settings of <see cref="RegularizedEvolution"/>; those of NATS-Bench's comparison.</summary>
public sealed record RegularizedEvolutionOptions : SamplingOptions
{
    /// <summary>How many live at once, at least 1. Default 10; the paper has 100.</summary>
    public int Population { get; init => field = OptionRange.AtLeastOne(value); } = 10;

    /// <summary>How many are drawn for a parent, at least 1. Default 3; the paper has 25.</summary>
    public int Tournament { get; init => field = OptionRange.AtLeastOne(value); } = 3;

    /// <summary>Which candidates are tried twice. Default: any, as published.</summary>
    public Distinctness Distinct { get; init; }
}
