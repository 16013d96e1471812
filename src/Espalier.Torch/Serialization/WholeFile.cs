using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Espalier.Torch.Serialization;

/// <summary>Files that are there whole or not at all, whenever the process is killed or the power goes.</summary>
public static partial class WholeFile
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>The name a file has while it is being written.</summary>
    public static string TemporaryOf(string path) => path + ".tmp";

    /// <summary>Writes under a temporary name beside <paramref name="path"/>, flushes to disk, and renames.</summary>
    /// <remarks>When that fails, the temporary file goes and whatever was at <paramref name="path"/> stays.</remarks>
    /// <param name="path">The file; replaced where it exists. Its folder must exist.</param>
    /// <param name="content">Writes the whole content.</param>
    /// <exception cref="IOException">The file system refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The file system refused.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        var temporary = TemporaryOf(path);
        var file = new FileStream(temporary, FileMode.Create, FileAccess.Write);
        try
        {
            using (file)
            {
                content(file);
                file.Flush(flushToDisk: true);
            }

            Rename(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Renames within a folder and flushes the folder, so that the new name outlives a loss of power.</summary>
    /// <exception cref="IOException">The file system refused.</exception>
    public static void Rename(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentException.ThrowIfNullOrEmpty(to);
        File.Move(from, to, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    /// <summary>Names are content of their folder. .NET opens no folders, so the system is asked.</summary>
    private static void FlushFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = Open(path, ReadOnly | CloseOnExec);

        // A folder that may be written but not read cannot be flushed; the file itself is on the disk.
        if (!folder.IsInvalid)
        {
            RandomAccess.FlushToDisk(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);
}
