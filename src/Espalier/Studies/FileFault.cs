namespace Espalier.Studies;

/// <summary>Tells the caller about a path that cannot be written or read: disk full, no rights, a folder in the way.</summary>
internal static class FileFault
{
    /// <summary>
    /// Runs <paramref name="action"/>; its faults of the file system become the caller's fault, naming <paramref name="path"/>.
    /// </summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    internal static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InvalidInputException(
                path,
                $"cannot be written or read: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}",
                "check the path, the rights and the free space, or choose another folder",
                fault);
        }
    }

    /// <summary>
    /// Runs <paramref name="action"/>; its faults of the file system become the caller's fault, naming <paramref name="path"/>.
    /// </summary>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    internal static void Guard(string path, Action action) => Guard(path, () =>
    {
        action();
        return true;
    });
}
