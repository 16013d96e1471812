namespace Espalier.Studies;

/// <summary>Files that are there whole or not at all.</summary>
public static class AtomicBytes
{
    /// <summary>Writes under a temporary name beside <paramref name="path"/>, flushes to disk, and renames.</summary>
    /// <param name="path">The file; replaced where it exists. Its folder must exist.</param>
    /// <param name="content">The whole content.</param>
    /// <exception cref="InvalidInputException">The file system refused; the message names the path. An older file is unharmed.</exception>
    public static void Write(string path, byte[] content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        FileFault.Guard(path, () =>
        {
            var temporary = path + ".tmp";
            try
            {
                using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
                {
                    file.Write(content);
                    file.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite: true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
        });
    }
}
