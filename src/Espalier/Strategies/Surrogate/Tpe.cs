using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// TPE: of what was judged, a few best are told from the rest; a choice's value is that of some drawn like the best which is likeliest among
/// the best by how likely it is among the rest. Each choice by itself.
/// </summary>
/// <remarks>
/// As in hyperopt: the best are ceil(0.25 sqrt(n)) of n, at most 25; a value's weight is how often it was chosen plus 1; among more than 25
/// the older weigh less, linearly; 24 draws a choice; 20 random candidates first. Departure: a candidate outside the limits is drawn again.
/// </remarks>
[Method(
    "tpe",
    Paper = "Algorithms for Hyper-Parameter Optimization, NeurIPS 2011",
    Year = 2011,
    Summary = "values likelier among the best candidates than among the rest, choice by choice")]
[NeedsSpace(typeof(IChoiceSpace))]
public sealed class Tpe : SamplingStrategy
{
    private const double Share = 0.25;
    private const int MostGood = 25;
    private const int Remembered = 25;
    private readonly TpeOptions options;
    private readonly IChoiceSpace space;
    private readonly CandidateSource source;
    private readonly SeededRandom random;
    private readonly List<(int[] Values, double Worth)> history = [];

    /// <summary>A search of a space.</summary>
    /// <exception cref="InvalidInputException">The space is no row of choices.</exception>
    public Tpe(SamplingContext context, TpeOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, space) = (options, ChoiceMoves.Of(context.Space));
        source = new CandidateSource(context, options.Distinct);
        random = new SeededRandom(SeededRandom.Derive(context.Seed, "tpe"));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <inheritdoc/>
    public override Genotype Ask()
    {
        if (history.Count < options.Starts)
        {
            return source.First(Draw);
        }

        var (good, rest) = Densities();
        return source.FirstOrDrawn(() => space.Decode([.. good.Zip(rest, Likeliest)]), Draw);
    }

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        source.Add(genotype);
        history.Add((space.Encode(genotype), outcome.Accuracy ?? double.NegativeInfinity));
    }

    /// <summary>How likely each value of each choice is among the best, and among the rest.</summary>
    internal (double[][] Good, double[][] Others) Densities()
    {
        var count = Math.Min(MostGood, (int)Math.Ceiling(Share * Math.Sqrt(history.Count)));
        var good = history.Index().OrderByDescending(judged => judged.Item.Worth).Take(count).Select(judged => judged.Index).ToHashSet();
        return (Density([.. history.Where((_, i) => good.Contains(i))]), Density([.. history.Where((_, i) => !good.Contains(i))]));
    }

    /// <summary>Weights of what was judged in order: the newest 25 count 1, those before them from 1 / n up.</summary>
    internal static double[] Forgetting(int count)
    {
        var older = Math.Max(0, count - Remembered);
        return [.. Enumerable.Range(0, count).Select(i => i >= older ? 1
            : older == 1 ? 1.0 / count
            : (1.0 / count) + (i * (1 - (1.0 / count)) / (older - 1)))];
    }

    private double[][] Density((int[] Values, double Worth)[] judged)
    {
        var weights = Forgetting(judged.Length);
        return [.. space.Choices.Select((values, choice) =>
        {
            var counts = new double[values];
            Array.Fill(counts, 1);
            foreach (var ((chosen, _), weight) in judged.Zip(weights))
            {
                counts[chosen[choice]] += weight;
            }

            var sum = counts.Sum();
            return Array.ConvertAll(counts, part => part / sum);
        })];
    }

    private int Likeliest(double[] good, double[] rest) =>
        Enumerable.Range(0, options.Candidates).Select(_ => Categorical.Draw(good, random)).MaxBy(value => good[value] / rest[value]);

    private Genotype Draw() => space.Sample(random);
}

/// <summary>The settings of <see cref="Tpe"/>; hyperopt's.</summary>
public sealed record TpeOptions : SamplingOptions
{
    /// <summary>Random candidates at the beginning, at least 1. Default 20.</summary>
    public int Starts { get; init => field = OptionRange.AtLeastOne(value); } = 20;

    /// <summary>Values drawn for a choice, at least 1. Default 24.</summary>
    public int Candidates { get; init => field = OptionRange.AtLeastOne(value); } = 24;

    /// <summary>Which candidates are tried twice. Default: any, as published.</summary>
    public Distinctness Distinct { get; init; }
}
