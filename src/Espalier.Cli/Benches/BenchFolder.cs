using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>The folder of a bench: a folder for each run, and what came of all of them.</summary>
/// <param name="root">Where it is.</param>
internal sealed class BenchFolder(string root)
{
    private static readonly string[] Recorded = ["command"];

    internal string Run(BenchVariant variant, ulong seed) => Path.Combine(root, $"{variant.Slug}-{seed}");

    /// <summary>What a run came to; null where it is not finished.</summary>
    /// <exception cref="InvalidInputException">Its result is damaged.</exception>
    internal static RunResult? Result(string run) =>
        Path.Combine(run, "result.json") is var path && File.Exists(path) ? RunResult.Load(path) : null;

    /// <summary>Whether a run was begun, which must have been with these settings.</summary>
    /// <exception cref="InvalidInputException">It was with others.</exception>
    internal static bool IsBegun(string run, FlowSettings wanted)
    {
        if (!File.Exists(Path.Combine(run, "run.json")))
        {
            return false;
        }

        var (found, expected) = (Leaves(Flow.SettingsOf(RunFolder.Open(run))), Leaves(wanted));
        var others = found.Keys.Union(expected.Keys)
            .Where(name => found.GetValueOrDefault(name) != expected.GetValueOrDefault(name))
            .Select(name => $"{name} {found.GetValueOrDefault(name) ?? "-"}, not {expected.GetValueOrDefault(name) ?? "-"}")
            .ToArray();
        return others.Length == 0
            ? true
            : throw new InvalidInputException(
                run, $"holds a run with other settings ({string.Join("; ", others)})", "give those, or another --out, or remove that folder");
    }

    /// <summary>Writes a file of the whole.</summary>
    /// <returns>Its path.</returns>
    internal string Save(string name, string text)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(root);
        AtomicText.Write(path, text);
        return path;
    }

    /// <summary>A file of the whole; null where it is not there.</summary>
    internal string? Text(string name) => Path.Combine(root, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    private static Dictionary<string, string> Leaves(FlowSettings settings) =>
        FlatJson.Of(JsonSerializer.Serialize(settings, StudyJson.Document))
            .Where(leaf => !Recorded.Contains(leaf.Key))
            .ToDictionary(leaf => leaf.Key, leaf => leaf.Value);
}
