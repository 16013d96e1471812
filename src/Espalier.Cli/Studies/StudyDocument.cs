using System.Text.Json;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Studies;

/// <summary>The document of <c>show --json</c>.</summary>
/// <param name="Study">As in <c>runs</c>.</param>
/// <param name="Failure">What stopped it.</param>
/// <param name="Command">The command line that began it.</param>
/// <param name="Settings">Its <c>run.json</c>.</param>
/// <param name="Sessions">The processes that worked on it.</param>
/// <param name="Trials">The front, or, where all were asked for, every trial.</param>
/// <param name="Metrics">Curves by stage, name and trial.</param>
/// <param name="Artefacts">Its files.</param>
/// <param name="Result">Its <c>result.json</c>; left out before the end.</param>
internal sealed record StudyDocument(
    StudyItem Study,
    string? Failure,
    string Command,
    JsonElement Settings,
    IReadOnlyList<SessionItem> Sessions,
    IReadOnlyList<TrialRow> Trials,
    IReadOnlyList<Curve> Metrics,
    IReadOnlyList<ArtefactRow> Artefacts,
    JsonElement? Result)
{
    internal static StudyDocument Of(StudyContent content, IReadOnlyList<TrialRow> trials) => new(
        content.Item,
        content.Row.Failure,
        content.Row.Command,
        Json(content.Row.Settings),
        [.. content.Overview.Sessions.Select(session => new SessionItem(
            session.Number, session.Started, session.Seen, session.Host, session.Process, Json(session.Environment)))],
        trials,
        Curve.Of(content.Metrics),
        content.Artefacts,
        content.Row.Result is { } result ? Json(result) : null);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text, StudyJson.Line);
}

/// <summary>A session, its environment as JSON.</summary>
internal sealed record SessionItem(int Number, DateTime Started, DateTime Seen, string Host, int Process, JsonElement Environment);

/// <summary>One metric over time.</summary>
/// <param name="Stage">Who told it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trial">The trial it belongs to; left out where it is the whole study's.</param>
/// <param name="Steps">When: the epochs.</param>
/// <param name="Values">The numbers; null where there was none. Left out where it is of texts.</param>
/// <param name="Texts">The texts; left out where it is of numbers.</param>
internal sealed record Curve(
    string Stage, string Name, int? Trial, IReadOnlyList<int> Steps, IReadOnlyList<double?>? Values, IReadOnlyList<string?>? Texts)
{
    internal static IReadOnlyList<Curve> Of(IReadOnlyList<MetricRow> metrics) =>
    [
        .. metrics.GroupBy(metric => (metric.Stage, metric.Name, metric.Trial)).Select(points =>
        {
            var isText = points.Any(point => point.Text is not null);
            return new Curve(
                points.Key.Stage,
                points.Key.Name,
                points.Key.Trial == MetricRow.WholeStudy ? null : points.Key.Trial,
                [.. points.Select(point => point.Step)],
                isText ? null : [.. points.Select(point => point.Value)],
                isText ? [.. points.Select(point => point.Text)] : null);
        }),
    ];
}
