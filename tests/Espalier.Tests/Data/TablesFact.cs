using System.IO.Compression;

namespace Espalier.Tests.Data;

/// <summary>Runs where the tables have all of some folders; says which are needed where they have not.</summary>
internal abstract class TablesFactAttribute : FactAttribute
{
    protected TablesFactAttribute(params string[] folders)
    {
        if (!folders.All(folder => Directory.Exists(PublishedTables.Folder(folder))))
        {
            Skip = $"ESPALIER_TABLES names no folder with {string.Join(" and ", folders)} in it";
        }
    }
}

/// <summary>The published tables, where this machine has them.</summary>
internal static class PublishedTables
{
    /// <summary>Where they are, or a folder that there is not.</summary>
    public static string Root => Environment.GetEnvironmentVariable("ESPALIER_TABLES") is { Length: > 0 } root ? root : "absent";

    public static string Folder(string name) => Path.Combine(Root, name);

    /// <summary>The cells of a compressed table, line by line, its head first.</summary>
    public static IEnumerable<string[]> Lines(string folder, string name)
    {
        using var file = File.OpenRead(Path.Combine(Folder(folder), name));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }
}
