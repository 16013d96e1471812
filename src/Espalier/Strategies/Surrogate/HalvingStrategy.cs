using Espalier.Catalog;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies.Surrogate;

/// <summary>
/// Searches that train many candidates shortly and the best of them longer, bracket by bracket. What they begin a bracket with is what tells
/// them apart.
/// </summary>
/// <remarks>
/// Departure: a candidate that failed is not trained again, so that a step may have fewer than its share. A candidate that goes on is trained
/// from fresh weights, since the learning rate of a longer training falls otherwise.
/// </remarks>
public abstract class HalvingStrategy : SamplingStrategy
{
    private readonly HalvingOptions options;
    private readonly IReadOnlyList<IReadOnlyList<Rung>> brackets;
    private readonly List<(Genotype Genotype, double Worth)> judged = [];
    private Genotype[] promoted = [];
    private int bracket;
    private int rung;

    /// <summary>A search by brackets.</summary>
    private protected HalvingStrategy(SamplingContext context, HalvingOptions options, BracketWidth width, string purpose)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        (this.options, Space) = (options, context.Space);
        if (options.MinEpochs > options.Epochs)
        {
            throw new InvalidInputException(
                "min-epochs", $"{options.MinEpochs} is more than epochs, {options.Epochs}", "give at most as many as epochs");
        }

        brackets = HalvingBrackets.Of(options.Epochs, options.MinEpochs, options.Eta, width);
        Source = new CandidateSource(context, options.Distinct);
        Random = new SeededRandom(SeededRandom.Derive(context.Seed, purpose));
    }

    /// <inheritdoc/>
    public override int Trials => options.Trials;

    /// <inheritdoc/>
    public override int EpochsPerTrial => options.Epochs;

    /// <inheritdoc/>
    public override int EpochsOfAsked => Present.Epochs;

    /// <summary>If none fails.</summary>
    /// <inheritdoc/>
    public override long TotalEpochs => Enumerable.Repeat(brackets, (Trials / brackets.Count) + 1)
        .SelectMany(all => all)
        .SelectMany(rungs => rungs)
        .SelectMany(step => Enumerable.Repeat((long)step.Epochs, step.Candidates))
        .Take(Trials)
        .Sum();

    private protected ISearchSpace Space { get; }

    private protected CandidateSource Source { get; }

    private protected SeededRandom Random { get; }

    private Rung Present => brackets[bracket][rung];

    /// <inheritdoc/>
    public override Genotype Ask() => rung == 0 ? Propose() : promoted[judged.Count];

    /// <inheritdoc/>
    public override void Tell(Genotype genotype, TrialOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var worth = outcome.Accuracy ?? double.NegativeInfinity;
        Source.Add(genotype);
        Learn(genotype, Present.Epochs, worth);
        judged.Add((genotype, worth));
        if (judged.Count == (rung == 0 ? Present.Candidates : promoted.Length))
        {
            Advance();
        }
    }

    /// <summary>A candidate to begin a bracket with.</summary>
    private protected abstract Genotype Propose();

    /// <summary>Is told of each candidate; negative infinity is that of one that failed.</summary>
    private protected virtual void Learn(Genotype genotype, int epochs, double worth)
    {
    }

    /// <summary>A genotype of the whole space.</summary>
    private protected Genotype Draw() => Space.Sample(Random);

    private void Advance()
    {
        var goOn = rung + 1 < brackets[bracket].Count ? brackets[bracket][rung + 1].Candidates : 0;
        promoted = [.. judged.Where(one => double.IsFinite(one.Worth)).OrderByDescending(one => one.Worth).Take(goOn).Select(one => one.Genotype)];
        judged.Clear();
        (bracket, rung) = promoted.Length > 0 ? (bracket, rung + 1) : ((bracket + 1) % brackets.Count, 0);
    }
}

/// <summary>What searches by brackets share.</summary>
public record HalvingOptions : SamplingOptions
{
    /// <summary>As long and as many as all brackets take once by Hyperband's widths: 22 trainings of 1, 3 and 9 epochs.</summary>
    public HalvingOptions() => (Trials, Epochs) = (22, 9);

    /// <summary>Epochs of the shortest trainings, at least 1 and at most those of the longest. Default 1.</summary>
    public int MinEpochs { get; init => field = OptionRange.AtLeastOne(value); } = 1;

    /// <summary>By what candidates fall and epochs rise from step to step, at least 2. Default 3.</summary>
    public int Eta { get; init => field = OptionRange.AtLeast(value, 2); } = 3;

    /// <summary>Which candidates a bracket begins with twice. Default: no genotype; the published searches draw any.</summary>
    public Distinctness Distinct { get; init; } = Distinctness.Genotype;
}
