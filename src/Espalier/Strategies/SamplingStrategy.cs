using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>A search that proposes genotypes and is told what they are worth. Its state is its seed and the history it was told.</summary>
[NeedsSpace(typeof(ISearchSpace))]
public abstract class SamplingStrategy
{
    /// <summary>How many candidates it looks at.</summary>
    public abstract int Trials { get; }

    /// <summary>How many epochs a candidate is trained: each, or, of a search that trains some shorter, the most.</summary>
    public abstract int EpochsPerTrial { get; }

    /// <summary>
    /// How many epochs the candidate asked for last is trained, at most <see cref="EpochsPerTrial"/>, which it is unless a search overrides it.
    /// Accuracies after fewer epochs are not compared with those after more: the best is one of those that were trained longest.
    /// </summary>
    public virtual int EpochsOfAsked => EpochsPerTrial;

    /// <summary>How many epochs all trials take together.</summary>
    public virtual long TotalEpochs => (long)Trials * EpochsPerTrial;

    /// <summary>What it asks <see cref="SamplingContext.Metrics"/> for before its first candidate; null: nothing.</summary>
    /// <param name="there">The metrics there are.</param>
    /// <exception cref="InvalidInputException">It wants one that is not there.</exception>
    public virtual MetricDemand? Demand(IReadOnlyList<string> there) => null;

    /// <summary>The next candidate.</summary>
    /// <exception cref="InvalidInputException">No candidate within the limits was found.</exception>
    public abstract Genotype Ask();

    /// <summary>The next candidate; null where a search that found some before finds no more.</summary>
    /// <param name="found">How many it found.</param>
    /// <exception cref="InvalidInputException">It found none at all.</exception>
    public Genotype? AskOn(int found)
    {
        try
        {
            return Ask();
        }
        catch (InvalidInputException) when (found > 0)
        {
            return null;
        }
    }

    /// <summary>Learns of the candidate asked for last. A restored search is told its history in order, asking each time.</summary>
    public abstract void Tell(Genotype genotype, TrialOutcome outcome);
}

/// <summary>What a search wants to know of untrained networks.</summary>
/// <param name="Metrics">Which metrics.</param>
/// <param name="Networks">Of how many networks, at most.</param>
public sealed record MetricDemand(IReadOnlyList<string> Metrics, int Networks);

/// <summary>What a sampling strategy is given.</summary>
public sealed record SamplingContext
{
    /// <summary>Where candidates come from.</summary>
    public required ISearchSpace Space { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>By how much a candidate is outside the limits; 0 inside. Where latency is limited, a new one takes a measurement.</summary>
    /// <exception cref="InvalidInputException">So many were measured, and none was inside, that looking on is vain.</exception>
    public required Func<Genotype, double> Excess { get; init; }

    /// <summary>What networks give away untrained; null where nobody can tell. Only searches that look at it need it.</summary>
    public INetworkMetrics? Metrics { get; init; }

    /// <summary>What is known beyond the excess of candidates outside, to be told where none is inside; null: nothing.</summary>
    public Func<string?>? Evidence { get; init; }
}
