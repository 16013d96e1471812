using System.Text.Json;

namespace Espalier.Studies;

/// <summary>A log of JSON documents, one per line.</summary>
/// <remarks>
/// A checkpoint keeps the position that <see cref="Commit"/> gave. A resumed run cuts off what was written after it and writes it again, so
/// its log equals that of a run that was never interrupted (as far as what is logged depends on the seed and not on the clock).
/// </remarks>
public sealed class RunLog : IDisposable
{
    // A line goes to the system in one piece as it is written: a killed run leaves whole lines, and a full disk is told at once.
    private const int Unbuffered = 0;

    private readonly FileStream file;
    private readonly string path;

    private RunLog(FileStream file, string path) => (this.file, this.path) = (file, path);

    /// <summary>Begins an empty log; an older one at this place is lost.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public static RunLog Start(string path) =>
        FileFault.Guard(path, () => new RunLog(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, Unbuffered), path));

    /// <summary>Goes on behind the last line of a log; begins one where there is none.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public static RunLog Continue(string path) =>
        FileFault.Guard(path, () => new RunLog(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, Unbuffered), path));

    /// <summary>Goes on with a log where a checkpoint was taken.</summary>
    /// <param name="path">The file.</param>
    /// <param name="position">What <see cref="Commit"/> gave, in bytes; what lies behind it is cut off.</param>
    /// <exception cref="InvalidInputException">The log is shorter than that, no line ends there, or the file system refused.</exception>
    public static RunLog Resume(string path, long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        return FileFault.Guard(path, () =>
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, Unbuffered);
            if (file.Length < position || !LineEndsAt(file, position))
            {
                var length = file.Length;
                file.Dispose();
                throw new InvalidInputException(
                    path, $"no line ends at byte {position} (the file has {length}), where the checkpoint was taken", "start the run anew");
            }

            file.SetLength(position);
            file.Position = position;
            return new RunLog(file, path);
        });
    }

    /// <summary>Appends one document as a line.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public void Append<T>(T document)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(document, StudyJson.Line), (byte)'\n'];
        FileFault.Guard(path, () => file.Write(line));
    }

    /// <summary>Flushes to disk and gives the length so far in bytes, for a checkpoint.</summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    public long Commit() => FileFault.Guard(path, () =>
    {
        file.Flush(flushToDisk: true);
        return file.Position;
    });

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static bool LineEndsAt(FileStream file, long position)
    {
        if (position == 0)
        {
            return true;
        }

        file.Position = position - 1;
        return file.ReadByte() == '\n';
    }
}
