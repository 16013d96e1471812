using System.Text.Json;
using Espalier.Estimators;
using Espalier.Studies;

namespace Espalier.Strategies;

/// <summary>
/// Has candidates judged one by one. Its checkpoint is what was judged: an interrupted run goes on with the candidate that was under way.
/// </summary>
/// <param name="estimator">The judge.</param>
/// <param name="seed">The run's seed; the candidates' derive from it and their places.</param>
/// <param name="checkpoint">Its file.</param>
public sealed class CandidateJudging(IEstimator estimator, ulong seed, string checkpoint)
{
    /// <summary>Judges, from the checkpoint on if there is one.</summary>
    /// <param name="candidates">The candidates, the same in every session of a run.</param>
    /// <param name="observer">Told after every candidate that was judged now.</param>
    /// <param name="warn">Told when a damaged checkpoint was passed over.</param>
    /// <param name="cancellation">Ends the judgement under way.</param>
    /// <returns>What is known of each, in their order.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted and can be resumed.</exception>
    /// <exception cref="InvalidInputException">The checkpoint is of other candidates.</exception>
    public IReadOnlyList<TrialOutcome> Run(
        IReadOnlyList<Candidate> candidates, Action<SearchProgress>? observer, Action<string>? warn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var judged = Resume(candidates, warn);
        while (judged.Count < candidates.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            var genotype = candidates[judged.Count].Genotype;
            var outcome = estimator.Judge(genotype, SeededRandom.Derive(seed, "candidate", judged.Count), cancellation);
            judged.Add(new Line(genotype.Text, outcome));
            CheckpointFile.Save(checkpoint, new Dictionary<string, Tensor>(), JsonSerializer.Serialize(new State(judged), StudyJson.Line));
            observer?.Invoke(new SearchProgress(judged.Count, candidates.Count, Text(outcome), judged.Count == candidates.Count));
        }

        return [.. judged.Select(line => line.Outcome)];
    }

    private List<Line> Resume(IReadOnlyList<Candidate> candidates, Action<string>? warn)
    {
        using var found = CheckpointFile.TryLoad(checkpoint, warn);
        var lines = found is null ? [] : StudyJson.Read<State>(found.Json, checkpoint, "start the run anew").Judged;
        return lines.Count <= candidates.Count && lines.Zip(candidates).All(pair => pair.First.Genotype == pair.Second.Genotype.Text)
            ? [.. lines]
            : throw new InvalidInputException(checkpoint, "judges other candidates than this run's", "start the run anew");
    }

    private static string Text(TrialOutcome outcome) => outcome.Failure is { } failure
        ? $"failed: {failure}"
        : $"accuracy {outcome.Accuracy:P1}, attacked {outcome.RobustAccuracy:P1}"
            + (outcome.CorruptedAccuracy is { } corrupted ? $", corrupted {corrupted:P1}" : string.Empty)
            + (outcome.OodAuroc is { } auroc ? $", ood {auroc:P1}" : string.Empty);

    private sealed record State(IReadOnlyList<Line> Judged);

    private sealed record Line(string Genotype, TrialOutcome Outcome);
}
