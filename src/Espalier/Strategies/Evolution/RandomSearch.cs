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
    private const int MostDraws = 2000;
    private readonly SamplingContext context;
    private readonly RandomSearchOptions options;
    private readonly HashSet<Genotype> seen = [];
    private readonly SeededRandom random;

    /// <summary>A search of a space.</summary>
    public RandomSearch(SamplingContext context, RandomSearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.context, this.options) = (context, options);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "random-search"));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        var closest = double.PositiveInfinity;
        for (var draw = 0; draw < MostDraws; draw++)
        {
            var genotype = context.Space.Sample(random);
            if (seen.Contains(genotype))
            {
                continue;
            }

            var excess = context.Excess(genotype);
            if (excess == 0)
            {
                return genotype;
            }

            closest = Math.Min(closest, excess);
        }

        throw double.IsFinite(closest)
            ? new InvalidInputException(
                "limits",
                string.Join("; ", new[]
                {
                    $"none of {MostDraws} random networks keeps them",
                    $"the nearest is {closest:P0} outside",
                    context.Evidence?.Invoke(),
                }.OfType<string>()),
                "loosen them, or change channels or cells")
            : new InvalidInputException(
                "trials", $"{MostDraws} draws gave nothing but the {seen.Count} networks tried before", "ask for fewer");
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome) => seen.Add(genotype);
}

/// <summary>The settings of <see cref="RandomSearch"/>.</summary>
public sealed record RandomSearchOptions
{
    /// <summary>How many candidates are trained, at least 1. Default 10.</summary>
    public int Trials
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Trials), value, "at least 1");
    } = 10;

    /// <summary>Epochs of each, at least 1. Default 2.</summary>
    public int Epochs
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Epochs), value, "at least 1");
    } = 2;
}
