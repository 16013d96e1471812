using System.Text.Json;
using Espalier.Studies;

namespace Espalier.EndToEnd.Soak;

/// <summary>Counts kills by where they fell, as far as the folder that is left tells.</summary>
internal sealed class KillTally
{
    /// <summary>All of them.</summary>
    internal int Kills { get; private set; }

    /// <summary>Those after which the newest checkpoint is one within an epoch.</summary>
    internal int MidEpoch { get; private set; }

    /// <summary>Those that left a file half-written or without its name.</summary>
    internal int Writing { get; private set; }

    /// <summary>Those before there was anything to go on with.</summary>
    internal int AtStart { get; private set; }

    /// <summary>Looks at what a kill left.</summary>
    internal void Count(string output)
    {
        Kills++;
        var files = Directory.Exists(output) ? Directory.GetFiles(output, "*", SearchOption.AllDirectories) : [];
        AtStart += files.Any(file => Path.GetFileName(file) == "run.json") ? 0 : 1;
        Writing += files.Any(file => file.EndsWith(".tmp", StringComparison.Ordinal) || file.EndsWith(".new", StringComparison.Ordinal)) ? 1 : 0;
        MidEpoch += files.Any(file => Path.GetDirectoryName(file) == Path.Combine(output, "checkpoint")
            && Path.GetExtension(file) == ".safetensors" && IsWithinAnEpoch(file)) ? 1 : 0;
    }

    public override string ToString() => $"{Kills} kills, {MidEpoch} within an epoch, {Writing} while a file was written, {AtStart} before the start";

    private static bool IsWithinAnEpoch(string checkpoint)
    {
        // A kill damages nothing: whatever has its name is whole.
        using var found = CheckpointFile.TryLoad(checkpoint, Assert.Fail)!;
        using var state = JsonDocument.Parse(found.Json);
        return new[] { "step", "batch" }.Any(name => state.RootElement.TryGetProperty(name, out var place) && place.GetInt32() > 0);
    }
}
