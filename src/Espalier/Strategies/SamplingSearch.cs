using System.Text.Json;
using Espalier.Estimators;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Strategies;

/// <summary>
/// The loop of every ask/tell search. Its checkpoint is the history: an interrupted search asks again, is told what it was told, and
/// goes on with the candidate that was being judged, with the same seed (how far that one had come is the estimator's to remember).
/// </summary>
public sealed class SamplingSearch(
    SamplingStrategy strategy, IEstimator estimator, ulong seed, string checkpoint, string log, TimeProvider clock)
{
    private readonly List<JudgedTrial> history = [];

    /// <summary>Searches to the end, from the checkpoint if there is one.</summary>
    /// <param name="observer">Told after every trial.</param>
    /// <param name="warn">Told when a damaged checkpoint was passed over.</param>
    /// <param name="cancellation">Ends the trial under way, which is gone on with when the search is resumed.</param>
    /// <param name="record">
    /// Told of every trial: first at once of those that the checkpoint remembers, then one by one, before the next checkpoint.
    /// </param>
    /// <exception cref="OperationCanceledException">It was interrupted and can be resumed.</exception>
    public SearchOutcome Run(
        Action<SearchProgress>? observer,
        Action<string>? warn,
        CancellationToken cancellation,
        Action<IReadOnlyList<JudgedTrial>>? record = null)
    {
        var state = Resume(warn);
        record?.Invoke([.. history]);
        using var lines = state.LogBytes is { } bytes ? RunLog.Resume(log, bytes) : RunLog.Start(log);
        while (history.Count < strategy.Trials)
        {
            cancellation.ThrowIfCancellationRequested();
            var began = clock.GetTimestamp();
            var genotype = strategy.Ask();
            Tell(genotype, estimator.Judge(genotype, strategy.EpochsOfAsked, NextSeed(), cancellation));
            var trial = Summarise(history[^1]);
            lines.Append(trial);
            record?.Invoke([history[^1]]);
            state = new State(
                [.. state.Outcomes, history[^1].Outcome], lines.Commit(), state.Seconds + clock.GetElapsedTime(began).TotalSeconds);
            CheckpointFile.Save(checkpoint, new Dictionary<string, Tensor>(), JsonSerializer.Serialize(state, StudyJson.Line));
            var text = trial.Accuracy is { } accuracy
                ? $"accuracy {accuracy:P1}, {trial.Params:N0} parameters"
                : $"failed: {trial.Failure}";
            observer?.Invoke(new SearchProgress(history.Count, strategy.Trials, text, EndsEpoch: true));
        }

        var best = Best();
        var report = new SearchReport
        {
            Seconds = state.Seconds,
            Steps = history.Count,
            Trials = [.. history.Select(Summarise)],
            Failure = best.Outcome.Accuracy is null ? $"every trial failed; the first: {history[0].Outcome.Failure}" : null,
        };
        return new SearchOutcome(best.Genotype, report);
    }

    private ulong NextSeed() => SeededRandom.Derive(seed, "trial", history.Count);

    /// <summary>The best of those trained longest; where all of these failed, of those trained longest but for them.</summary>
    private JudgedTrial Best() => history.MaxBy(trial =>
        trial.Outcome.Accuracy is { } accuracy ? (trial.Epochs ?? strategy.EpochsPerTrial, accuracy) : (-1, -1.0))!;

    private static TrialSummary Summarise(JudgedTrial trial) =>
        new(
            trial.Genotype.Text,
            trial.Outcome.Accuracy,
            trial.Outcome.Params,
            trial.Outcome.Macs,
            trial.Outcome.Failure,
            trial.Outcome.RobustAccuracy,
            trial.Epochs,
            trial.Outcome.CorruptedAccuracy,
            trial.Outcome.OodAuroc);

    private State Resume(Action<string>? warn)
    {
        using var found = CheckpointFile.TryLoad(checkpoint, warn);
        var state = found is null ? new State([], null, 0) : StudyJson.Read<State>(found.Json, checkpoint, "start the run anew");
        if (state.LogBytes < 0 || state.Outcomes.Count > strategy.Trials || state.Outcomes.Any(outcome => outcome is null))
        {
            throw new InvalidInputException(
                checkpoint, $"says {state.Outcomes.Count} of {strategy.Trials} trials and {state.LogBytes} bytes of log", "start the run anew");
        }

        foreach (var outcome in state.Outcomes)
        {
            Tell(strategy.Ask(), outcome);
        }

        return state;
    }

    private void Tell(Genotype genotype, TrialOutcome outcome)
    {
        var epochs = strategy.EpochsOfAsked;
        strategy.Tell(genotype, outcome);
        history.Add(new JudgedTrial(history.Count, NextSeed(), genotype, outcome, epochs < strategy.EpochsPerTrial ? epochs : null));
    }

    private sealed record State(IReadOnlyList<TrialOutcome> Outcomes, long? LogBytes, double Seconds);
}
