using System.Text.Json;
using Espalier.Fronts;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Studies;

/// <summary>Everything that is recorded of one study, read at once.</summary>
internal sealed class StudyContent
{
    private StudyContent(StudyStore store, StudyRow row)
    {
        Overview = store.Overview(row.Id);
        (Trials, Metrics, Artefacts) = (store.Trials(row.Id), store.Metrics(row.Id), store.Artefacts(row.Id));
        Item = StudyItem.Of(Overview, store.Address);
        var environments = Overview.Sessions.Select(session => session.Environment);
        foreach (var text in environments.Append(Row.Settings).Concat(Row.Result is { } written ? [written] : []))
        {
            RequireObject(text, store.Address);
        }

        Result = Row.Result is { } json
            ? StudyJson.Read<RunResult>(json, $"{store.Address}, study {row.Id}, result", "restore the store from a copy")
            : null;
    }

    internal StudyOverview Overview { get; }

    internal StudyItem Item { get; }

    internal StudyRow Row => Overview.Study;

    internal IReadOnlyList<TrialRow> Trials { get; }

    internal IReadOnlyList<MetricRow> Metrics { get; }

    internal IReadOnlyList<ArtefactRow> Artefacts { get; }

    /// <summary>What came out; null before the end.</summary>
    internal RunResult? Result { get; }

    /// <summary>What the latest session ran on, as JSON.</summary>
    internal string Environment => Overview.Sessions is [.., var last] ? last.Environment : "{}";

    /// <summary>The judged trials that no other is better than, smallest first; where none was judged, all.</summary>
    internal IReadOnlyList<TrialRow> Front()
    {
        var judged = Trials.Where(trial => trial.Accuracy is not null).ToArray();
        return judged.Length == 0
            ? Trials
            : [.. NetworkFront.Of(judged, trial => new FrontPoint(
                trial.Accuracy, Robust(trial), trial.Params, trial.Macs, trial.LatencyMilliseconds)
            {
                Corrupted = Judged(trial, "corrupted"),
                Ood = Judged(trial, "ood"),
            }).OrderBy(trial => trial.Params)];
    }

    /// <summary>Accuracy of a trial under attack on validation images, where it was measured.</summary>
    internal double? Robust(TrialRow trial) => Judged(trial, "pgd");

    private double? Judged(TrialRow trial, string metric) => Metrics.FirstOrDefault(found =>
        found.Stage == StudyStore.JudgeStage && found.Name == metric && found.Trial == trial.Number)?.Value;

    /// <summary>Reads the study that is called so.</summary>
    /// <exception cref="InvalidInputException">There is none, or its store cannot be read.</exception>
    internal static StudyContent Of(string name, StoreAddress? place)
    {
        var (store, row) = StudyFinder.Find(name, place);
        using (store)
        {
            return new StudyContent(store, row);
        }
    }

    private void RequireObject(string json, StoreAddress store)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            FlatJson.Of(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new InvalidInputException(
                $"{store}, study {Row.Id}", $"is damaged: {fault.Message.ReplaceLineEndings(" ")}", "restore the store from a copy", fault);
        }
    }
}
