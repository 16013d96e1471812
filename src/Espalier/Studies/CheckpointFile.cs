using System.Text.Json;
using Espalier.Torch.Serialization;

namespace Espalier.Studies;

/// <summary>
/// Checkpoints: one safetensors file of tensors, with a JSON text and a checksum over everything in its metadata. The one before is kept as
/// <c>FILE.previous</c>. See docs/crash-safety.md.
/// </summary>
public static class CheckpointFile
{
    private const string StateKey = "state";
    private const string LayoutKey = "layout";
    private const string ChecksumKey = "sha256";

    /// <summary>The name under which the checkpoint before is kept.</summary>
    public static string PreviousOf(string path) => path + ".previous";

    /// <summary>The name under which a checkpoint that was found damaged is put aside, so that it does not take the place of a sound one.</summary>
    public static string DamagedOf(string path) => path + ".damaged";

    /// <summary>Writes a checkpoint, whole or not at all, and keeps the one before.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">Borrowed. Names are free.</param>
    /// <param name="json">Everything that is no tensor.</param>
    /// <exception cref="InvalidInputException">The file system refused; the checkpoint before is still there.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, string json)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(json);
        var layout = TensorLayout.Describe(tensors);
        var metadata = new Dictionary<string, string>
        {
            [StateKey] = json,
            [LayoutKey] = layout,
            [ChecksumKey] = TensorChecksum.Of(tensors, json, layout),
        };
        FileFault.Guard(path, () => Replace(path, tensors, metadata), () => Safetensors.SizeOf(tensors, metadata));
    }

    /// <summary>Reads the newest sound checkpoint; null when there is none at all.</summary>
    /// <param name="path">What <see cref="Save"/> was given.</param>
    /// <param name="warn">
    /// Is told in one line when the file is missing or damaged and another is taken; the damaged file is then put aside.
    /// </param>
    /// <returns>The checkpoint, which the caller disposes.</returns>
    /// <exception cref="InvalidInputException">The file is damaged, and so is the one before, or there is none.</exception>
    public static Checkpoint? TryLoad(string path, Action<string>? warn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var damages = new List<(string File, Exception Fault)>();

        // What is there whole but has not got its name yet is newer than the one before: the process was killed between two renames.
        foreach (var file in new[] { path, NewOf(path), PreviousOf(path) }.Where(File.Exists))
        {
            try
            {
                var found = Load(file);
                Tell(path, file, damages, warn);
                return found;
            }
            catch (Exception fault) when (IsDamage(fault))
            {
                damages.Add((file, fault));
            }
        }

        return damages.Count == 0
            ? null
            : throw new InvalidInputException(
                damages[0].File,
                string.Join("; so is ", damages.Select((damage, place) => (place == 0 ? string.Empty : $"{damage.File}: ") + What(damage))),
                "put a copy of it back if there is one, else start the run anew in another folder",
                damages[0].Fault);
    }

    /// <summary>Removes a checkpoint that nothing goes on from any more, and the one before it.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public static void Delete(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        foreach (var file in new[] { PreviousOf(path), NewOf(path), WholeFile.TemporaryOf(NewOf(path)), path })
        {
            FileFault.Guard(file, () => File.Delete(file));
        }
    }

    private static string NewOf(string path) => path + ".new";

    private static void Replace(string path, IReadOnlyDictionary<string, Tensor> tensors, Dictionary<string, string> metadata)
    {
        // Written aside first: a full disk must not cost the checkpoint that is there.
        var fresh = NewOf(path);
        Safetensors.Save(fresh, tensors, metadata);
        if (File.Exists(path))
        {
            File.Move(path, PreviousOf(path), overwrite: true);
        }

        WholeFile.Rename(fresh, path);
    }

    private static void Tell(string path, string taken, List<(string File, Exception Fault)> damages, Action<string>? warn)
    {
        foreach (var damage in damages)
        {
            var kept = PutAside(damage.File) ? $" (the damaged file is kept as {DamagedOf(damage.File)})" : string.Empty;
            warn?.Invoke($"{damage.File}: {What(damage)}; another one, {taken}, is used{kept}");
        }

        if (damages.Count == 0 && taken == PreviousOf(path))
        {
            warn?.Invoke($"{path}: is not there; the one before it, {taken}, is used");
        }
    }

    /// <summary>Whether that went well. If not, saving the next one will tell what is wrong with the folder.</summary>
    private static bool PutAside(string file)
    {
        try
        {
            File.Move(file, DamagedOf(file), overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Checkpoint Load(string path)
    {
        using var scope = NewDisposeScope();
        var (tensors, metadata) = Safetensors.Load(path);
        var (json, layout) = (metadata[StateKey], metadata[LayoutKey]);
        return TensorChecksum.Of(tensors, json, layout) == metadata[ChecksumKey]
            ? new Checkpoint(TensorLayout.Apply(tensors, layout), json)
            : throw new InvalidDataException("its content does not have its checksum");
    }

    private static string What((string File, Exception Fault) damage) =>
        "is damaged: " + damage.Fault.Message.ReplaceLineEndings(" ").Replace(damage.File + ": ", string.Empty, StringComparison.Ordinal);

    // What a header of which some bytes changed can lead to, beside the reader's own InvalidDataException; and a disk that gives no bytes.
    private static bool IsDamage(Exception fault) =>
        fault is InvalidDataException or JsonException or IOException or KeyNotFoundException or TorchException or ArgumentException
            or OverflowException or InvalidOperationException or FormatException or OutOfMemoryException or UnauthorizedAccessException;
}
