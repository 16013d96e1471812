using System.Text.Json;
using Espalier.Costs;
using Espalier.Evaluation;
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

    private void Record(IReadOnlyList<JudgedTrial> trials) => record.Trials(trials.Select(trial => new TrialRow
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

    /// <summary>The network of a search by gradients, or the one that was given: a trial that nobody judged on validation images.</summary>
    private void RecordChosen(SearchOutcome search, NetworkCost cost)
    {
        if (search.Report.Trials.Count == 0)
        {
            record.Trials(
            [
                new TrialRow
                {
                    Kind = settings.Genotype is null ? TrialKind.Derived : TrialKind.Given,
                    Genotype = search.Genotype.Text,
                    Params = cost.Parameters,
                    Macs = cost.Macs,
                    LatencyMilliseconds = cost.LatencyMilliseconds,
                    Failure = search.Report.Failure,
                },
            ]);
        }
    }

    private void Record(TrainingProgress progress) => record.Metrics(
    [
        Metric("train", "loss", progress.Epoch, progress.Loss),
        Metric("train", "accuracy", progress.Epoch, progress.Accuracy),
        Metric("train", "learning_rate", progress.Epoch, progress.LearningRate),
        Metric("train", "images_per_second", progress.Epoch, progress.ImagesPerSecond),
    ]);

    private void Record(RunResult result, RobustReport? robust)
    {
        if (robust is not null)
        {
            record.Metrics(
            [
                Metric(StudyStore.TestStage, "clean", 0, robust.Clean.Fraction),
                Metric(StudyStore.TestStage, "fgsm", 0, robust.Fgsm.Fraction),
                Metric(StudyStore.TestStage, "pgd", 0, robust.Pgd.Fraction),
            ]);
        }

        foreach (var (kind, path) in new[] { ("settings", folder.Run), ("log", folder.Log), ("genotype", folder.Genotype), ("model", folder.Model) })
        {
            // A run without a search has no log, one without a training no model.
            if (File.Exists(path))
            {
                record.Artefact(kind, Path.GetRelativePath(folder.Root, path));
            }
        }

        record.Artefact("result", Path.GetRelativePath(folder.Root, folder.Result), result.ToText());
        record.Finish(JsonSerializer.Serialize(result, StudyJson.Line));
    }

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
