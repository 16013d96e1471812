using Espalier.Torch.Serialization;

namespace Espalier.Studies;

/// <summary>Files that are there whole or not at all.</summary>
public static class AtomicBytes
{
    /// <summary>Writes as <see cref="WholeFile.Write"/> does: under a temporary name, flushed to disk, renamed.</summary>
    /// <param name="path">The file; replaced where it exists. Its folder must exist.</param>
    /// <param name="content">The whole content.</param>
    /// <exception cref="InvalidInputException">The file system refused; the message names the path. An older file is unharmed.</exception>
    public static void Write(string path, byte[] content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        FileFault.Guard(path, () => WholeFile.Write(path, file => file.Write(content)), () => content.Length);
    }
}
