using System.ComponentModel;
using System.Diagnostics;
using Espalier.Studies.Store;

namespace Espalier.Cli.Studies;

/// <summary>Whether a study that calls itself running is: a process that was killed could not write that it stopped.</summary>
internal static class Liveness
{
    private const string Killed = "killed";

    /// <summary>A process that starts later than its session was begun is another one with the number of a process that is gone.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>The study's state in a word; <c>killed</c> where its process was on this machine and is gone.</summary>
    internal static string Of(StudyRow study, IReadOnlyList<SessionRow> sessions)
    {
        var state = study.State.ToString().ToLowerInvariant();
        return study.State == StudyState.Running && sessions is [.., var last] && last.Host == Environment.MachineName && !Lives(last)
            ? Killed
            : state;
    }

    private static bool Lives(SessionRow session)
    {
        try
        {
            using var process = Process.GetProcessById(session.Process);
            return process.StartTime.ToUniversalTime() <= session.Started + Slack;
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}
