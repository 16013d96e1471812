using System.Text.Json;
using Espalier.Torch.Serialization;

namespace Espalier.Studies;

/// <summary>
/// Checkpoints: one safetensors file of tensors, with a JSON text and a checksum in its metadata. The one before is kept as
/// <c>FILE.previous</c>.
/// </summary>
public static class CheckpointFile
{
    private const string StateKey = "state";
    private const string LayoutKey = "layout";
    private const string ChecksumKey = "sha256";

    /// <summary>The name under which the checkpoint before is kept.</summary>
    public static string PreviousOf(string path) => path + ".previous";

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

        // Written aside first: a full disk must not cost the checkpoint that is there.
        var fresh = path + ".new";
        FileFault.Guard(path, () =>
        {
            try
            {
                Safetensors.Save(fresh, tensors, metadata);
                if (File.Exists(path))
                {
                    File.Move(path, PreviousOf(path), overwrite: true);
                }

                File.Move(fresh, path, overwrite: true);
            }
            catch
            {
                File.Delete(fresh);
                File.Delete(fresh + ".tmp");
                throw;
            }
        });
    }

    /// <summary>Reads the newest sound checkpoint; null when there is none at all.</summary>
    /// <param name="path">What <see cref="Save"/> was given.</param>
    /// <param name="warn">Is told in one line when the file is missing or damaged and the one before is taken.</param>
    /// <returns>The checkpoint, which the caller disposes.</returns>
    /// <exception cref="InvalidInputException">The file is damaged, and so is the one before, or there is none.</exception>
    public static Checkpoint? TryLoad(string path, Action<string>? warn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var previous = PreviousOf(path);
        if (!File.Exists(path) && !File.Exists(previous))
        {
            return null;
        }

        try
        {
            return File.Exists(path) ? Load(path) : throw new InvalidInputException(path, "is not there", "give a checkpoint");
        }
        catch (InvalidInputException fault) when (File.Exists(previous))
        {
            warn?.Invoke($"{fault.Message} (the checkpoint before, {previous}, is used)");
            return Load(previous);
        }
    }

    private static Checkpoint Load(string path) => FileFault.Guard(path, () =>
    {
        using var scope = NewDisposeScope();
        try
        {
            var (tensors, metadata) = Safetensors.Load(path);
            var (json, layout) = (metadata[StateKey], metadata[LayoutKey]);
            return TensorChecksum.Of(tensors, json, layout) == metadata[ChecksumKey]
                ? new Checkpoint(TensorLayout.Apply(tensors, layout), json)
                : throw new InvalidDataException("its content does not have its checksum");
        }
        catch (Exception fault) when (IsDamage(fault))
        {
            var what = fault.Message.ReplaceLineEndings(" ").Replace(path + ": ", string.Empty, StringComparison.Ordinal);
            throw new InvalidInputException(path, $"is damaged: {what}", "use another checkpoint, or start anew", fault);
        }
    });

    // What a header of which some bytes changed can lead to, beside the reader's own InvalidDataException.
    private static bool IsDamage(Exception fault) =>
        fault is InvalidDataException or JsonException or EndOfStreamException or KeyNotFoundException or TorchException or ArgumentException
            or OverflowException or InvalidOperationException or FormatException or OutOfMemoryException;
}
