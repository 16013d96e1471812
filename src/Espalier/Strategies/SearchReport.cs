using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>How a search went, kept in its checkpoint and told in the result.</summary>
public sealed record SearchReport
{
    /// <summary>What it took, over all sessions of a resumed run.</summary>
    public double Seconds { get; init; }

    /// <summary>Search steps, or trials of a sampling search.</summary>
    public long Steps { get; init; }

    /// <summary>The median time of a step in ms.</summary>
    public double? MedianStepMilliseconds { get; init; }

    /// <summary>The means of each epoch, in order.</summary>
    public IReadOnlyList<EpochSummary> Epochs { get; init; } = [];

    /// <summary>Judged candidates, in order; empty for gradient searches.</summary>
    public IReadOnlyList<TrialSummary> Trials { get; init; } = [];

    /// <summary>Why the search ended early, if it did.</summary>
    public string? Failure { get; init; }
}

/// <summary>The means of one epoch of a gradient search: its line in the log.</summary>
public sealed record EpochSummary
{
    /// <summary>The epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>The mean training loss.</summary>
    public double TrainLoss { get; init; }

    /// <summary>The mean accuracy on the batches trained on, 0 to 1.</summary>
    public double TrainAccuracy { get; init; }

    /// <summary>The mean of each objective by name.</summary>
    public IReadOnlyDictionary<string, double> Objectives { get; init; } = new Dictionary<string, double>();

    /// <summary>The mean of the balancer's weights, in the order of the objectives.</summary>
    public IReadOnlyList<double> Gamma { get; init; } = [];

    /// <summary>The expected parameter count at the end of the epoch, where the method reads it.</summary>
    public double? ExpectedParameters { get; init; }

    /// <summary>The entropy of each edge's distribution in nats at the end, per cell kind.</summary>
    public IReadOnlyList<double[]> Entropy { get; init; } = [];

    /// <summary>The genotype that would be derived now.</summary>
    public required string Genotype { get; init; }
}

/// <summary>A judged candidate.</summary>
/// <param name="Genotype">Its text.</param>
/// <param name="Accuracy">Its validation accuracy, 0 to 1; null when it failed.</param>
/// <param name="Params">Its parameters.</param>
/// <param name="Macs">Its multiply-accumulates.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="RobustAccuracy">Its validation accuracy under attack, 0 to 1; null when it failed or was not attacked.</param>
/// <param name="Epochs">How long it was trained, where that is shorter than the search trains others; else null.</param>
/// <param name="CorruptedAccuracy">Its mean corruption accuracy, 0 to 1; null when it failed or nobody asked.</param>
/// <param name="OodAuroc">How well it tells validation images from others, 0 to 1; likewise.</param>
public sealed record TrialSummary(
    string Genotype,
    double? Accuracy,
    long Params,
    long Macs,
    string? Failure = null,
    double? RobustAccuracy = null,
    int? Epochs = null,
    double? CorruptedAccuracy = null,
    double? OodAuroc = null);

/// <summary>A judged candidate of a search that goes on.</summary>
/// <param name="Number">Its place in the search, from 0.</param>
/// <param name="Seed">What the randomness of its judgement was derived from.</param>
/// <param name="Genotype">The candidate.</param>
/// <param name="Outcome">What is known of it.</param>
/// <param name="Epochs">How long it was trained, where that is shorter than the search trains others; else null.</param>
public sealed record JudgedTrial(int Number, ulong Seed, Genotype Genotype, TrialOutcome Outcome, int? Epochs = null);

/// <summary>What a search gives: the genotype and how it was found.</summary>
/// <param name="Genotype">The chosen one.</param>
/// <param name="Report">How it went.</param>
public sealed record SearchOutcome(Genotype Genotype, SearchReport Report)
{
    /// <summary>The networks that a front is made of, the chosen one among them.</summary>
    public IReadOnlyList<JudgedCandidate> Candidates { get; init; } = [];
}
