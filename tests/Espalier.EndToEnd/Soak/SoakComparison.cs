using System.Text.Json;
using System.Text.Json.Nodes;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.EndToEnd.Soak;

/// <summary>What two runs of one command must have in common: everything but times and what the machine was like.</summary>
internal static class SoakComparison
{
    /// <summary>Compares the run in one folder with that in another.</summary>
    internal static void AssertEqual(string expected, string actual)
    {
        var (one, other) = (SoakJob.OutputIn(expected), SoakJob.OutputIn(actual));
        Assert.Equal(Names(one), Names(other));
        RunFiles.AssertEqual(one, other);
        Assert.Equal(Result(one), Result(other));
        Assert.Equal(Rows(one), Rows(other));
    }

    /// <summary>Every file that is there: nothing is left behind, nothing is missing. The store's own are SQLite's matter.</summary>
    private static string[] Names(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(file => !file.StartsWith("study.db-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Its hash, and what that is of.</summary>
    private static string Result(string folder)
    {
        var text = File.ReadAllText(Path.Combine(folder, "result.json"));
        return $"{JsonNode.Parse(text)!["hash"]} {JsonSerializer.Serialize(ResultContent.Of(text, null).Values, StudyJson.Document)}";
    }

    private static string Rows(string folder)
    {
        var run = RunFolder.Open(folder);
        var reference = StudyReference.Load(run)!;
        using var store = StudyStore.Open(reference.Address(run), create: false);
        var study = Assert.Single(store.Studies()).Study;
        Assert.Equal((reference.Study, StudyState.Finished), (study.Id, study.State));
        Assert.Equal(Enumerable.Range(0, store.Sessions(study.Id).Count), store.Sessions(study.Id).Select(session => session.Number));
        return JsonSerializer.Serialize(
            new
            {
                study.Settings,
                Trials = store.Trials(study.Id).Select(trial => trial with { StudyId = string.Empty, Seconds = 0, LatencyMilliseconds = null, Recorded = default }),
                Metrics = store.Metrics(study.Id)
                    .Where(metric => metric.Name != "images_per_second").Select(metric => metric with { StudyId = string.Empty }),
                Artefacts = store.Artefacts(study.Id).Select(file => file with { StudyId = string.Empty }).Where(file => file.Kind != "result"),
            },
            StudyJson.Document);
    }
}
