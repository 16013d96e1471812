using System.Text.Json;
using Espalier.Data;
using Espalier.Studies;

namespace Espalier.Strategies;

/// <summary>
/// The loop of every gradient search: pairs of batches, epochs, the log, and checkpoints from which it goes on bit for bit. A batch is a
/// function of seed, epoch and place, so a checkpoint holds counters instead of loaders.
/// </summary>
/// <param name="strategy">What a step does.</param>
/// <param name="train">Batches for the weights.</param>
/// <param name="validation">Batches for the architecture.</param>
/// <param name="epochs">How many, of the train batches.</param>
/// <param name="checkpoint">The checkpoint's file.</param>
/// <param name="log">The log's file.</param>
/// <param name="clock">For the times told.</param>
/// <param name="pace">When a checkpoint is due within an epoch; null: at the usual pace.</param>
public sealed class GradientSearch(
    GradientStrategy strategy,
    BatchLoader train,
    BatchLoader validation,
    int epochs,
    string checkpoint,
    string log,
    TimeProvider clock,
    CheckpointPace? pace = null)
{
    private readonly CheckpointPace pace = pace ?? new CheckpointPace(CheckpointPace.Default, clock);
    private readonly List<double> stepMilliseconds = [];
    private SearchPosition position = new();

    private int Epochs => epochs + strategy.EpochsAfter;

    private int StepsPerEpoch => train.BatchesPerEpoch;

    /// <summary>Searches to the end, from the checkpoint if there is one.</summary>
    /// <param name="observer">Told after every step.</param>
    /// <param name="warn">Told when a damaged checkpoint was passed over.</param>
    /// <param name="cancellation">Looked at between steps; the checkpoint is then saved.</param>
    /// <param name="record">
    /// Told of every epoch that ended: first at once of those that the checkpoint remembers, then one by one, before the next checkpoint.
    /// </param>
    /// <exception cref="OperationCanceledException">It was interrupted and can be resumed.</exception>
    public SearchOutcome Run(
        Action<SearchProgress>? observer,
        Action<string>? warn,
        CancellationToken cancellation,
        Action<IReadOnlyList<EpochSummary>>? record = null)
    {
        using var lines = Resume(warn);
        record?.Invoke(position.Epochs);
        var began = clock.GetTimestamp();
        var before = position.Seconds;
        while (position.Epoch < Epochs && position.Failure is null)
        {
            strategy.BeginEpoch(position.Epoch);
            using var judges = Judges().GetEnumerator();
            foreach (var batch in train.Epoch(position.Epoch, position.Step, CancellationToken.None))
            {
                using var current = batch;
                if (cancellation.IsCancellationRequested)
                {
                    Save(lines);
                    throw new OperationCanceledException(cancellation);
                }

                judges.MoveNext();
                var report = Step(current, judges.Current, lines);
                position = position with { Seconds = before + clock.GetElapsedTime(began).TotalSeconds };
                observer?.Invoke(new SearchProgress(
                    ((long)position.Epoch * StepsPerEpoch) + position.Step, (long)Epochs * StepsPerEpoch, Text(report), position.Step == StepsPerEpoch));
                if (report.Diverged is not null)
                {
                    break;
                }

                // The epoch's last step is saved with the epoch's end.
                if (position.Step < StepsPerEpoch && pace.IsDue)
                {
                    Save(lines);
                }
            }

            EndEpoch(lines, record);
        }

        return new SearchOutcome(strategy.Derive(), Report());
    }

    private StepReport Step(Batch batch, Batch judge, RunLog lines)
    {
        using var held = judge;
        var began = clock.GetTimestamp();
        var report = strategy.Step(batch, judge);
        stepMilliseconds.Add(clock.GetElapsedTime(began).TotalMilliseconds);
        lines.Append(new StepLine(position.Epoch, position.Step, report));
        position = report.Diverged is null
            ? position with { Step = position.Step + 1, Meter = position.Meter.With(report) }
            : position with { Failure = $"{report.Diverged} in epoch {position.Epoch}, step {position.Step}" };
        return report;
    }

    private void EndEpoch(RunLog lines, Action<IReadOnlyList<EpochSummary>>? record)
    {
        var summary = position.Meter.Summarise(position.Epoch, strategy);
        lines.Append(new EpochLine(summary));
        record?.Invoke([summary]);
        position = position with { Epochs = [.. position.Epochs, summary] };
        if (position.Failure is null)
        {
            position = position with { Epoch = position.Epoch + 1, Step = 0, Meter = new EpochMeter() };
        }

        Save(lines);
    }

    /// <summary>The batches that judge the steps of the present epoch; the validation set is walked in its own epochs.</summary>
    private IEnumerable<Batch> Judges()
    {
        var step = ((long)position.Epoch * StepsPerEpoch) + position.Step;
        while (true)
        {
            var (epoch, first) = ((int)(step / validation.BatchesPerEpoch), (int)(step % validation.BatchesPerEpoch));
            foreach (var batch in validation.Epoch(epoch, first, CancellationToken.None))
            {
                yield return batch;
                step++;
            }
        }
    }

    private RunLog Resume(Action<string>? warn)
    {
        using var found = CheckpointFile.TryLoad(checkpoint, warn);
        if (found is null)
        {
            return RunLog.Start(log);
        }

        position = StudyJson.Read<SearchPosition>(found.Json, checkpoint, "start the run anew");
        if (position.Fault(Epochs, StepsPerEpoch) is { } fault)
        {
            throw new InvalidInputException(checkpoint, fault, "start the run anew");
        }

        try
        {
            strategy.Restore(found.Tensors);
        }
        catch (Exception misfit) when (misfit is ArgumentException or KeyNotFoundException or TorchException)
        {
            throw new InvalidInputException(
                checkpoint, $"does not fit this search: {misfit.Message.ReplaceLineEndings(" ")}", "start the run anew", misfit);
        }

        return RunLog.Resume(log, position.LogBytes);
    }

    private void Save(RunLog lines)
    {
        using var scope = NewDisposeScope();
        position = position with { LogBytes = lines.Commit() };
        CheckpointFile.Save(checkpoint, strategy.Capture(), JsonSerializer.Serialize(position, StudyJson.Line));
        pace.Restart();
    }

    private SearchReport Report() => new()
    {
        Seconds = position.Seconds,
        Steps = ((long)position.Epoch * StepsPerEpoch) + position.Step,
        MedianStepMilliseconds = stepMilliseconds.Count == 0 ? null : stepMilliseconds.Order().ElementAt(stepMilliseconds.Count / 2),
        Epochs = position.Epochs,
        Failure = position.Failure,
    };

    private static string Text(StepReport report)
    {
        var objectives = string.Join(" ", report.Objectives.Select(pair => $"{pair.Key} {pair.Value:0.000}"));
        var gamma = report.Gamma.Count == 0
            ? string.Empty
            : $" gamma {string.Join("/", report.Gamma.Select(weight => weight.ToString("0.00")))}";
        return $"train loss {report.TrainLoss:0.000}; objectives {objectives}{gamma}";
    }

    private sealed record StepLine(int Epoch, int Step, StepReport Report);

    private sealed record EpochLine(EpochSummary Summary);
}
