using Espalier.Costs;
using Espalier.Evaluation;
using Espalier.Fronts;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Training;

namespace Espalier;

/// <content>What a run says of itself: progress while it goes on, its result at the end.</content>
public sealed partial class Flow
{
    private RunResult Result(SearchOutcome search, NetworkCost cost, TrainingOutcome? training, RobustReport? robust) => new()
    {
        Method = settings.Method,
        Space = settings.Space,
        Data = settings.Data,
        Seed = settings.Seed,
        Genotype = search.Genotype.Text,
        Params = cost.Parameters,
        Macs = cost.Macs,
        LatencyMilliseconds = cost.LatencyMilliseconds,
        Accuracy = robust is null ? null : new ResultAccuracy(robust.Clean.Fraction, robust.Fgsm.Fraction, robust.Pgd.Fraction),
        Attack = robust is null ? null : new ResultAttack("linf", settings.Epsilon, settings.PgdSteps, robust.PgdSettings.StepSize ?? 0),
        Front = Front(search, cost, robust),
        Search = settings.Genotype is not null ? null : new ResultSearch
        {
            Seconds = search.Report.Seconds,
            Steps = search.Report.Steps,
            StepMilliseconds = search.Report.MedianStepMilliseconds is { } median ? new ResultStepTime(median) : null,
            PeakRssMiB = PeakMemory.MiB(),
            Objectives = [.. search.Report.Epochs.Select(epoch => epoch.Objectives)],
            Gamma = [.. search.Report.Epochs.Select(epoch => epoch.Gamma.ToArray())],
        },
        Train = training is null ? null : new ResultTraining(training.Seconds, training.Epochs),
        Environment = RunEnvironment.Capture(settings.Threads),
        Command = settings.Command,
    };

    /// <summary>Of a sampling search, the judged candidates that none dominates; of a gradient search, the network it derived.</summary>
    private static IReadOnlyList<ResultCandidate> Front(SearchOutcome search, NetworkCost cost, RobustReport? robust) => search.Report.Trials.Count > 0
        ? [.. ParetoFront.Of(search.Report.Trials, trial => [1 - (trial.Accuracy ?? double.NaN), trial.Params])
            .Select(trial => new ResultCandidate(trial.Genotype, trial.Params, trial.Macs, new ResultAccuracy(trial.Accuracy, null, null)))]
        : [new ResultCandidate(
            search.Genotype.Text,
            cost.Parameters,
            cost.Macs,
            robust is null ? null : new ResultAccuracy(robust.Clean.Fraction, robust.Fgsm.Fraction, robust.Pgd.Fraction))];

    private void Watch(SearchProgress progress) => observer.Progress(progress.Done, progress.Total, progress.Text, progress.EndsEpoch);

    private void Watch(TrainingProgress progress, Action save)
    {
        var done = ((long)progress.Epoch * progress.Steps) + progress.Step;
        var text = $"loss {progress.Loss:0.000} accuracy {progress.Accuracy:P1}";
        observer.Progress(done, (long)progress.Epochs * progress.Steps, text, progress.EndsEpoch);
        if (progress.EndsEpoch)
        {
            Record(progress);
            save();
        }
    }
}
