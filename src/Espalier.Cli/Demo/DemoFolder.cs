using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Demo;

/// <summary>The demo's folder: a run per method, and the table once all are done.</summary>
/// <param name="root">Where it is.</param>
internal sealed class DemoFolder(string root)
{
    internal string Table => Path.Combine(root, "demo.json");

    internal string Run(FlowSettings settings) => Path.Combine(root, settings.Method);

    /// <summary>Whether a demo was begun here and not finished.</summary>
    internal bool IsInterrupted(IEnumerable<FlowSettings> runs) => !File.Exists(Table) && runs.Any(IsBegun);

    /// <summary>Whether what was begun here is a part of these runs: same seed, same settings.</summary>
    internal bool Matches(IEnumerable<FlowSettings> runs) => runs.Where(IsBegun).All(settings => Same(Stored(settings), settings));

    /// <summary>The seed of the demo that was begun here.</summary>
    internal ulong Seed(IEnumerable<FlowSettings> runs) => Stored(runs.First(IsBegun)).Seed;

    internal bool IsBegun(FlowSettings settings) => File.Exists(Path.Combine(Run(settings), "run.json"));

    /// <summary>Removes an older demo, so that no run of it can pass for one of the new.</summary>
    internal void Clear(IEnumerable<FlowSettings> runs)
    {
        if (File.Exists(Table))
        {
            File.Delete(Table);
        }

        foreach (var settings in runs)
        {
            RunFolder.Create(Run(settings), replace: true);
        }
    }

    internal void Save(DemoTable table) => AtomicText.Write(Table, table.ToJson() + "\n");

    private FlowSettings Stored(FlowSettings settings) => Flow.SettingsOf(RunFolder.Open(Run(settings)));

    // The command and the number of processors may differ; both are of the run that was begun.
    private static bool Same(FlowSettings stored, FlowSettings wanted) => Text(stored) == Text(wanted);

    private static string Text(FlowSettings settings) =>
        JsonSerializer.Serialize(settings with { Command = string.Empty, Threads = 1 }, StudyJson.Document);
}
