using Espalier.Costs;
using Espalier.Data;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Training;

namespace Espalier;

/// <content>What a run says of itself: progress while it goes on, its result at the end.</content>
public sealed partial class Flow
{
    private RunResult Result(SearchOutcome search, NetworkCost cost, Selection selection, IReadOnlyList<TrainedNetwork> trained)
    {
        var main = trained is [var first, ..] ? first : null;
        return new()
        {
            Method = settings.Method,
            Space = settings.Space,
            Data = settings.Data,
            Seed = settings.Seed,
            Genotype = search.Genotype.Text,
            Params = cost.Parameters,
            Macs = cost.Macs,
            LatencyMilliseconds = cost.LatencyMilliseconds,
            LatencyDevice = device?.Device,
            Accuracy = AccuracyOf(main),
            TestImages = main?.Robust?.Clean.Total,
            ValidationImages = selection.Front.Any(member => member.Outcome.Accuracy is not null) ? searched?.Validation.Count : null,
            Attack = main?.Robust is { } robust
                ? new ResultAttack("linf", settings.Epsilon, settings.PgdSteps, robust.PgdSettings.StepSize ?? 0)
                : null,
            Front = [.. selection.Front.Select(member => Member(member, trained))],
            Finalists = trained.Count > 1 ? [.. trained.GroupBy(network => network.Place.Finalist).Select(Finalist)] : null,
            Search = settings.Genotype is not null ? null : Told(search, selection.Finalists[0]),
            Train = main is null ? null : new ResultTraining(
                main.Outcome.Seconds, main.Outcome.Epochs, KeptOf(main.Outcome), OverfittingOf(main.Outcome)),
            DataChecksum = DataChecksum.Of(dataset),
            Environment = RunEnvironment.Capture(settings.Threads),
            Command = settings.Command,
        };
    }

    private static ResultSearch Told(SearchOutcome search, JudgedCandidate own)
    {
        var isJudged = search.Candidates.Count > 0 && search.Report.Trials.Count == 0;
        return new()
        {
            Seconds = search.Report.Seconds,
            Steps = search.Report.Steps,
            Failure = search.Report.Failure,
            Judged = isJudged ? search.Candidates.Count : null,
            JudgedAccuracy = isJudged ? JudgedAccuracy(own) : null,
            JudgedSeconds = isJudged ? search.Candidates.Sum(candidate => candidate.Outcome.Seconds) : null,
            StepMilliseconds = search.Report.MedianStepMilliseconds is { } median ? new ResultStepTime(median) : null,
            PeakRssMiB = PeakMemory.MiB(),
            Objectives = [.. search.Report.Epochs.Select(epoch => epoch.Objectives)],
            Gamma = [.. search.Report.Epochs.Select(epoch => epoch.Gamma.ToArray())],
        };
    }

    /// <summary>A member of the front. Where nobody judged, the one network's accuracy is that of its training.</summary>
    private static ResultCandidate Member(JudgedCandidate member, IReadOnlyList<TrainedNetwork> trained)
    {
        var own = trained.Where(network => network.Place.Network.Number == member.Number).ToArray();
        var judged = JudgedAccuracy(member);
        return new ResultCandidate(
            member.Candidate.Genotype.Text,
            member.Cost.Parameters,
            member.Cost.Macs,
            judged ?? AccuracyOf(own.FirstOrDefault()),
            member.Cost.LatencyMilliseconds,
            judged is null
                ? AccuracyOf(own.FirstOrDefault()) is null ? null : ResultJudge.Training
                : member.Candidate.Origin == CandidateOrigin.Trial ? ResultJudge.ShortTraining : ResultJudge.InheritedWeights,
            trained.Count > 1 && own.Length > 0 ? own[0].Place.Finalist : null,
            judged is not null || own.Length > 1 ? MeansOf(own) : null);
    }

    private static ResultAccuracy? JudgedAccuracy(JudgedCandidate candidate) =>
        candidate.Outcome is { Accuracy: { } clean } outcome
            ? new ResultAccuracy(clean, null, outcome.RobustAccuracy, outcome.CorruptedAccuracy, outcome.OodAuroc)
            : null;

    /// <summary>With the hash of what it says and of the weights beside it.</summary>
    private RunResult Hashed(RunResult result)
    {
        var weights = File.Exists(folder.Model) ? ModelFile.Checksum(folder.Model) : null;
        return result with { Hash = ResultContent.Of(result.ToJson(), weights).Hash };
    }

    private void Watch(SearchProgress progress) => observer.Progress(progress.Done, progress.Total, progress.Text, progress.EndsEpoch);

    private void Watch(TrainingProgress progress, TrainingPlace place)
    {
        var done = ((long)progress.Epoch * progress.Steps) + progress.Step;
        var robust = progress.Robust is { } attacked ? $" pgd-10 {attacked.Fraction:P1}" : string.Empty;
        var text = $"loss {progress.Loss:0.000} accuracy {progress.Accuracy:P1}{robust}";
        observer.Progress(done, (long)progress.Epochs * progress.Steps, text, progress.EndsEpoch);
        if (progress.EndsEpoch)
        {
            Record(progress, place);
        }
    }
}
