using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

/// <summary>
/// A file that cannot be written because the disk is full, without any rights: what is written into Linux's <c>/dev/full</c> meets the
/// error of a full disk.
/// </summary>
internal static class FullDisk
{
    private const string Device = "/dev/full";

    /// <summary>Lets whatever is written under this name meet a full disk, until somebody deletes it.</summary>
    public static void At(string path) => File.CreateSymbolicLink(path, Device);

    /// <summary>The names in a folder, to see that nothing was left behind.</summary>
    public static string[] Names(TempFolder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
