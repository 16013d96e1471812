using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Commands;

/// <summary>What <c>search</c> and <c>train</c> do once their settings are known.</summary>
internal static class RunCommand
{
    /// <summary>Starts a run, or goes on with one, and tells what came of it.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="settings">Null to go on with what lies in <paramref name="folder"/>.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="store">Where a new run is recorded; null: in its folder.</param>
    /// <param name="json">Whether to print result.json instead of a summary.</param>
    /// <param name="data">The settings' data, where it was read already.</param>
    internal static int Run(
        string command, FlowSettings? settings, string folder, StoreAddress? store, bool json, Dataset? data = null)
    {
        // Guarded to the last word: whoever interrupts when the work is done gets its result.
        return Interruption.Guard(
            token =>
            {
                Print(
                    Watching.Run(watch => settings is null
                        ? Flow.Resume(folder, watch(string.Empty), token)
                        : Flow.Start(settings, folder, watch(string.Empty), token, store: store, data: data)),
                    folder,
                    json);
                return ExitCode.Done;
            },
            $"interrupted, the state is saved; go on with: {CommandText.Of(command, "--resume", folder)}");
    }

    private static void Print(RunResult result, string folder, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(result.ToJson());
        }
        else
        {
            RunSummary.Print(result, folder);
        }
    }
}
