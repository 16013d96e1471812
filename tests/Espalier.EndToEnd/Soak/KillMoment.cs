namespace Espalier.EndToEnd.Soak;

/// <summary>A moment to kill a process at.</summary>
/// <param name="Time">After that time at the latest.</param>
/// <param name="File">As soon as a file of that name is made or gets its name; null: none is waited for.</param>
internal sealed record KillMoment(TimeSpan Time, string? File)
{
    /// <summary>Waits for it, or for the end of the process.</summary>
    internal async Task Wait(Cli cli, string folder)
    {
        if (File is null)
        {
            await cli.Wait(Time);
            return;
        }

        using var watcher = new FileSystemWatcher(folder, File) { IncludeSubdirectories = true };

        // On the watcher's own thread: by the time this method went on the file would be finished.
        watcher.Created += (_, _) => Kill();
        watcher.Renamed += (_, change) => Kill(change.Name);
        watcher.EnableRaisingEvents = true;
        await cli.Wait(Time);

        void Kill(string? name = null)
        {
            if (name is null || Path.GetFileName(name) == File)
            {
                cli.KillAtOnce();
            }
        }
    }
}
