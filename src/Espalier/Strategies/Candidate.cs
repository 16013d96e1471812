using Espalier.Costs;
using Espalier.Estimators;
using Espalier.Spaces;

namespace Espalier.Strategies;

/// <summary>How a genotype came among the candidates of a front.</summary>
public enum CandidateOrigin
{
    /// <summary>It is what the search came to.</summary>
    Search,

    /// <summary>It is what the search's result becomes under another bound of parameters.</summary>
    Bound,

    /// <summary>It is the search's result with one choice exchanged for a runner-up.</summary>
    RunnerUp,

    /// <summary>A sampling search looked at it.</summary>
    Trial,
}

/// <summary>A network that may be on the front.</summary>
/// <param name="Genotype">Its architecture.</param>
/// <param name="Origin">How it came among the candidates.</param>
public sealed record Candidate(Genotype Genotype, CandidateOrigin Origin);

/// <summary>A candidate and what is known of it.</summary>
/// <param name="Number">Its place among the candidates, from 0: a sampling search's trial, else 0 is what the search came to.</param>
/// <param name="Candidate">The candidate.</param>
/// <param name="Cost">Of the network that would be trained; its latency where that was measured.</param>
/// <param name="Outcome">What its judge said.</param>
public sealed record JudgedCandidate(int Number, Candidate Candidate, NetworkCost Cost, TrialOutcome Outcome);
