using System.Globalization;

namespace Espalier.Studies;

/// <summary>What the machine still has of memory and of disk space.</summary>
public static class FreeSpace
{
    private const string Memory = "/proc/meminfo";
    private const string Key = "MemAvailable:";
    private const double KibPerMib = 1024;
    private const double BytesPerMib = 1024 * 1024;

    /// <summary>
    /// The memory in MiB that this process could have, what it holds now included: what the system can give out, within the limit of a
    /// container. Null where the system does not tell.
    /// </summary>
    public static double? MemoryMiB()
    {
        var line = File.Exists(Memory)
            ? File.ReadLines(Memory).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))
            : null;
        if (line is null || !double.TryParse(line.AsSpan(Key.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture, out var free))
        {
            return null;
        }

        return Math.Min((free / KibPerMib) + PeakMemory.PresentMiB(), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerMib);
    }

    /// <summary>
    /// The nearest folder on the way to a path that exists, and the bytes that are free there; null where the system does not tell.
    /// </summary>
    /// <param name="path">Where something is going to be written.</param>
    public static (string Folder, long? Bytes) Disk(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var folder = Path.GetFullPath(path);
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            folder = parent;
        }

        try
        {
            return (folder, new DriveInfo(folder).AvailableFreeSpace);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (folder, null);
        }
    }
}
