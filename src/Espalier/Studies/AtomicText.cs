using System.Text;

namespace Espalier.Studies;

/// <summary>Text files that are there whole or not at all.</summary>
public static class AtomicText
{
    private const long MostBytes = 1L << 28;

    /// <summary>Reads a text file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">The file system refused, or it is too long for a text; the message names the path.</exception>
    public static string Read(string path) => FileFault.Guard(path, () => new FileInfo(path) is { Exists: true, Length: > MostBytes }
        ? throw new IOException($"more than {MostBytes} bytes")
        : File.ReadAllText(path));

    /// <summary>Writes UTF-8 text as <see cref="AtomicBytes.Write"/> does.</summary>
    /// <param name="path">The file; replaced where it exists. Its folder must exist.</param>
    /// <param name="text">The whole content.</param>
    /// <exception cref="InvalidInputException">The file system refused; the message names the path. An older file is unharmed.</exception>
    public static void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        AtomicBytes.Write(path, Encoding.UTF8.GetBytes(text));
    }
}
