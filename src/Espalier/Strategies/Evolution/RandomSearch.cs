using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Evolution;

/// <summary>Random search: distinct genotypes drawn uniformly, each trained for a few epochs; the best one is the result.</summary>
[Method(
    "random-search",
    Paper = "Random Search and Reproducibility for Neural Architecture Search, arXiv 1902.07638",
    Year = 2019,
    Summary = "distinct uniform genotypes, each trained shortly; the baseline every search must beat")]
public sealed class RandomSearch : SamplingStrategy
{
    private readonly SamplingContext context;
    private readonly RandomSearchOptions options;
    private readonly CandidateSource source;
    private readonly SeededRandom random;

    /// <summary>A search of a space.</summary>
    public RandomSearch(SamplingContext context, RandomSearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options) = (context, options);
        source = new CandidateSource(context, options.Distinct);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "random-search"));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <inheritdoc/>
    public override Genotype Ask() => source.First(() => context.Space.Sample(random));

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome) => source.Add(genotype);
}

/// <summary>The settings of <see cref="RandomSearch"/>.</summary>
public sealed record RandomSearchOptions : SamplingOptions
{
    /// <summary>Which candidates are tried twice. Default: no genotype; published comparisons on tables draw with replacement (none).</summary>
    public Distinctness Distinct { get; init; } = Distinctness.Genotype;
}
