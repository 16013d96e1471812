namespace Espalier.Studies;

/// <summary>Tells the caller about a path that cannot be written or read: disk full, no rights, a folder in the way.</summary>
internal static class FileFault
{
    /// <summary>What a user does about a full disk.</summary>
    internal const string MakeRoom = "make room there; what was saved before is unharmed, and a run goes on from it with --resume";

    // errno.h; .NET passes them on as they are.
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    /// <summary>
    /// Runs <paramref name="action"/>; its faults of the file system become the caller's fault, naming <paramref name="path"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="action">Reads or writes it.</param>
    /// <param name="needed">How many bytes are to be written, where that can be told; asked only when they could not be.</param>
    /// <exception cref="InvalidInputException">The file system refused.</exception>
    internal static T Guard<T>(string path, Func<T> action, Func<long>? needed = null)
    {
        try
        {
            return action();
        }
        catch (IOException fault) when (fault.HResult is NoSpace or OverQuota)
        {
            var quota = fault.HResult == OverQuota ? "the quota of disk space is used up" : "the disk is full";
            throw new InvalidInputException(path, $"cannot be written: {quota}{Room(path, needed)}", MakeRoom, fault);
        }
        catch (Exception fault) when (IsTooLarge(fault))
        {
            throw new InvalidInputException(
                path,
                $"cannot be written: it would be larger than files may be here{(needed is null ? string.Empty : $" ({needed():N0} bytes)")}",
                "raise that limit (ulimit -f); what was saved before is unharmed, and a run goes on from it with --resume",
                fault);
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
    internal static void Guard(string path, Action action, Func<long>? needed = null) => Guard(
        path,
        () =>
        {
            action();
            return true;
        },
        needed);

    /// <summary>.NET makes a caller's fault of EFBIG, as if a length had been asked for.</summary>
    private static bool IsTooLarge(Exception fault) =>
        fault is ArgumentOutOfRangeException { ParamName: "value" } && fault.Source == typeof(FileStream).Assembly.GetName().Name;

    private static string Room(string path, Func<long>? needed)
    {
        try
        {
            var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path)) ?? path).AvailableFreeSpace;
            return needed is null ? $" ({free:N0} bytes are free)" : $" ({needed():N0} bytes are needed, {free:N0} are free)";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return string.Empty;
        }
    }
}
