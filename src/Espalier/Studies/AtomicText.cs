using System.Text;

namespace Espalier.Studies;

/// <summary>Text files that are there whole or not at all.</summary>
public static class AtomicText
{
    /// <summary>Writes UTF-8 text under a temporary name beside <paramref name="path"/>, flushes it to disk, and renames it.</summary>
    /// <param name="path">The file; replaced where it exists. Its folder must exist.</param>
    /// <param name="text">The whole content.</param>
    /// <exception cref="InvalidInputException">The file system refused; the message names the path. An older file is unharmed.</exception>
    public static void Write(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(text);
        FileFault.Guard(path, () =>
        {
            var temporary = path + ".tmp";
            try
            {
                using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
                {
                    file.Write(Encoding.UTF8.GetBytes(text));
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
