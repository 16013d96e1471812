using System.Text.Json;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>One command of a row, in a process of its own, whose folder says whether it was begun and with what.</summary>
/// <param name="folder">Its run's folder.</param>
/// <param name="words">The command, without its folder.</param>
/// <param name="child">Runs it.</param>
internal sealed class EvidenceStep(string folder, IReadOnlyList<string> words, EvidenceChild child)
{
    private string Asked => folder + ".command.json";

    /// <summary>The command that does it alone.</summary>
    internal string Command => CommandText.Of([.. words, "--out", folder]);

    /// <summary>What it came to, once it has been done.</summary>
    /// <exception cref="InvalidInputException">The folder holds a run by another command, or the command failed.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; its state is saved.</exception>
    internal RunResult Do()
    {
        var text = JsonSerializer.Serialize(words, StudyJson.Line);
        if (File.Exists(Asked) && AtomicText.Read(Asked) is var before && before.Trim() != text)
        {
            throw new InvalidInputException(
                folder, $"holds a run by another command ({before.Trim()})", "give those settings, or another --out, or remove that folder");
        }

        if (BenchFolder.Result(folder) is { } done)
        {
            return done;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        AtomicText.Write(Asked, text + "\n");
        child.Run(File.Exists(Path.Combine(folder, "run.json")) ? [words[0], "--resume", folder] : [.. words, "--out", folder]);
        return BenchFolder.Result(folder)
            ?? throw new InvalidInputException(folder, "has no result although its command ended well", "remove that folder and begin again");
    }
}
