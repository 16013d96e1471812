using System.Text.Json;
using Espalier.Strategies;
using Espalier.Studies;
using Espalier.Studies.Store;
using Espalier.Training;

namespace Espalier;

/// <content>What a run writes into the study store while it goes on; docs/study-store.md names the metrics.</content>
public sealed partial class Flow
{
    /// <summary>Goes on with the folder's study, or begins one.</summary>
    /// <param name="shared">The store that was asked for; null: the folder's own, or the one its study is in.</param>
    private StudyRecorder Recorder(StudyStore? shared)
    {
        var reference = StudyReference.Load(folder);
        if (reference is null)
        {
            reference = StudyReference.New(shared?.Address ?? StoreAddress.In(folder.Root), folder);
            reference.Save(folder);
        }

        var store = shared ?? StudyStore.Open(reference.Address(folder));
        try
        {
            return StudyRecorder.Begin(store, Study(reference.Study), RunEnvironment.Capture(settings.Threads), clock);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private StudyRow Study(string id) => new()
    {
        Id = id,
        Method = settings.Method,
        Space = settings.Space,
        Data = settings.Data,
        Seed = settings.Seed,
        Folder = folder.Root,
        Command = settings.Command,
        Settings = JsonSerializer.Serialize(settings, StudyJson.Line),
    };

    /// <summary>Does the work, and records how it ended, whichever way it did.</summary>
    private RunResult Recorded(Func<RunResult> work)
    {
        using (record)
        {
            try
            {
                return work();
            }
            catch (OperationCanceledException)
            {
                record.Interrupt();
                throw;
            }
            catch (Exception fault)
            {
                Try(() => record.Fail(fault.Message.ReplaceLineEndings(" ")));
                throw;
            }
        }

        // The fault that ended the run must not be hidden by one of the store, which may be the same.
        static void Try(Action action)
        {
            try
            {
                action();
            }
            catch (InvalidInputException)
            {
            }
        }
    }

    private void Record(IReadOnlyList<EpochSummary> epochs) => record.Metrics(epochs.SelectMany(Metrics));

    private void Record(IReadOnlyList<JudgedTrial> trials)
    {
        record.Trials(trials.Select(trial => new TrialRow
        {
            Number = trial.Number,
            Kind = TrialKind.Candidate,
            Genotype = trial.Genotype.Text,
            Seed = trial.Seed,
            Accuracy = trial.Outcome.Accuracy,
            Params = trial.Outcome.Params,
            Macs = trial.Outcome.Macs,
            Seconds = trial.Outcome.Seconds,
            Failure = trial.Outcome.Failure,
        }));
        if (trials.Any(trial => trial.Epochs is not null))
        {
            record.Metrics(trials.Where(trial => trial.Epochs is not null).Select(trial =>
                Metric(StudyStore.JudgeStage, "epochs", 0, trial.Epochs) with { Trial = trial.Number }));
        }
    }

    /// <summary>
    /// The candidates around what a search by gradients came to, or the network that was given. A sampling search told its trials itself.
    /// </summary>
    private void Record(Selection selection, string? failure)
    {
        if (selection.Candidates[0].Candidate.Origin != CandidateOrigin.Trial)
        {
            record.Trials(selection.Candidates.Select(candidate => Row(candidate) with { Failure = failure ?? candidate.Outcome.Failure }));
        }

        record.Metrics(selection.Candidates.Where(candidate => candidate.Outcome.RobustAccuracy is not null).Select(candidate =>
            Metric(StudyStore.JudgeStage, "pgd", 0, candidate.Outcome.RobustAccuracy) with { Trial = candidate.Number }));
        if (shifts.Passes > 0)
        {
            record.Metrics(selection.Candidates
                .SelectMany(candidate => new[] { ("corrupted", candidate.Outcome.CorruptedAccuracy), ("ood", candidate.Outcome.OodAuroc) }
                    .Where(known => known.Item2 is not null)
                    .Select(known => Metric(StudyStore.JudgeStage, known.Item1, 0, known.Item2) with { Trial = candidate.Number })));
        }
    }

    private TrialRow Row(JudgedCandidate candidate) => new()
    {
        Number = candidate.Number,
        Kind = settings.Genotype is not null ? TrialKind.Given : candidate.Candidate.Origin switch
        {
            CandidateOrigin.Bound => TrialKind.Bound,
            CandidateOrigin.RunnerUp => TrialKind.RunnerUp,
            _ => TrialKind.Derived,
        },
        Genotype = candidate.Candidate.Genotype.Text,
        Accuracy = candidate.Outcome.Accuracy,
        Params = candidate.Cost.Parameters,
        Macs = candidate.Cost.Macs,
        LatencyMilliseconds = candidate.Cost.LatencyMilliseconds,
        Seconds = candidate.Outcome.Accuracy is null ? null : candidate.Outcome.Seconds,
    };

    private void Record(TrainingProgress progress, TrainingPlace place) => record.Metrics(
    [
        Metric(place, "train", "loss", progress.Epoch, progress.Loss),
        Metric(place, "train", "accuracy", progress.Epoch, progress.Accuracy),
        Metric(place, "train", "learning_rate", progress.Epoch, progress.LearningRate),
        Metric(place, "train", "images_per_second", progress.Epoch, progress.ImagesPerSecond),
        .. progress.Robust is { } robust ? [Metric(place, "train", "pgd", progress.Epoch, robust.Fraction)] : Array.Empty<MetricRow>(),
    ]);

    private void Record(RunResult result, IReadOnlyList<TrainedNetwork> trained)
    {
        foreach (var (place, _, robust) in trained)
        {
            if (robust is not null)
            {
                record.Metrics(
                [
                    Metric(place, StudyStore.TestStage, "clean", 0, robust.Clean.Fraction),
                    Metric(place, StudyStore.TestStage, "fgsm", 0, robust.Fgsm.Fraction),
                    Metric(place, StudyStore.TestStage, "pgd", 0, robust.Pgd.Fraction),
                ]);
            }
        }

        var models = trained.Select(network => ("model", folder.ModelOf(network.Place.Finalist, network.Place.Replicate)));
        foreach (var (kind, path) in new[] { ("settings", folder.Run), ("log", folder.Log), ("genotype", folder.Genotype) }.Concat(models))
        {
            if (File.Exists(path))
            {
                record.Artefact(kind, Path.GetRelativePath(folder.Root, path));
            }
        }

        record.Artefact("result", Path.GetRelativePath(folder.Root, folder.Result), result.ToText());
        record.Finish(JsonSerializer.Serialize(result, StudyJson.Line));
    }

    /// <summary>The training that every run has is the study's; others are their trials', those of further replicates with a number behind.</summary>
    private static MetricRow Metric(TrainingPlace place, string stage, string name, int step, double? value) =>
        Metric(stage, place.Replicate == 1 ? name : $"{name}.{place.Replicate}", step, value) with
        {
            Trial = place.IsMain ? MetricRow.WholeStudy : place.Network.Number,
        };

    private IEnumerable<MetricRow> Metrics(EpochSummary summary)
    {
        var objectives = summary.Objectives.ToArray();
        return
        [
            Search("train_loss", summary.TrainLoss),
            Search("train_accuracy", summary.TrainAccuracy),
            .. objectives.Select(objective => Search($"objective.{objective.Key}", objective.Value)),
            .. summary.Gamma.Select((weight, place) => Search($"gamma.{objectives[place].Key}", weight)),
            .. summary.ExpectedParameters is { } expected ? [Search("expected_parameters", expected)] : Array.Empty<MetricRow>(),
            .. summary.Entropy.SelectMany((edges, kind) => edges.Select((entropy, edge) => Search($"entropy.{kind}.{edge}", entropy))),
            Search("genotype", null) with { Text = summary.Genotype },
        ];

        MetricRow Search(string name, double? value) => Metric("search", name, summary.Epoch, value);
    }

    private static MetricRow Metric(string stage, string name, int step, double? value) =>
        new() { Stage = stage, Name = name, Step = step, Value = value };
}
