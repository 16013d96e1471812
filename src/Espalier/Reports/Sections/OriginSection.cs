using Espalier.Reports.Markup;
using Espalier.Studies;

namespace Espalier.Reports.Sections;

/// <summary>How to do it again: the exact command, what it ran on, and in how many sessions.</summary>
internal static class OriginSection
{
    internal static Html Body(ReportedRun run)
    {
        var sessions = new HtmlTable("sessions", "session", "began (UTC)", "last heard of (UTC)", "machine");
        foreach (var session in run.Sessions)
        {
            sessions.Add(session.Number + 1, $"{session.Started:yyyy-MM-dd HH:mm:ss}", $"{session.Seen:yyyy-MM-dd HH:mm:ss}", session.Host);
        }

        var command = run.Command.Length == 0
            ? Html.Note("It was begun by a program, not by a command.")
            : Html.Of($"<pre class=\"wrap\">{run.Command}</pre>\n");
        return Html.Of($"""
            <h3>Command</h3>
            {command}<h3>Environment</h3>
            {Environment(run)}<h3>Sessions</h3>
            {(run.Sessions.Count > 1 ? Html.Note($"The run was resumed: {run.Sessions.Count} processes worked on it.") : Html.None)}{(sessions.IsEmpty
                ? Html.Note("The study store that recorded them is not at hand.")
                : sessions.ToHtml())}
            """);
    }

    private static Html Environment(ReportedRun run)
    {
        var document = run.Result is { } result
            ? System.Text.Json.JsonSerializer.Serialize(result.Environment, StudyJson.Line)
            : run.Sessions is [.., var last] ? last.Environment : "{}";
        var table = new HtmlTable("environment", string.Empty, string.Empty);
        foreach (var (name, value) in FlatJson.Of(document))
        {
            table.Add(name, value);
        }

        return table.IsEmpty ? Html.Note("It is not known.") : table.ToHtml();
    }
}
