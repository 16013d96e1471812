using System.Runtime.CompilerServices;

namespace Espalier.Conformance;

/// <summary>Where the sources are, which some checks look at.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The folder of a type's namespace below <c>Espalier</c>, with forward slashes; empty for the root namespace.</summary>
    public static string FolderOf(Type type) => type.Namespace is { } name && name.StartsWith("Espalier.", StringComparison.Ordinal)
        ? name["Espalier.".Length..].Replace('.', '/')
        : string.Empty;

    private static string Find([CallerFilePath] string thisFile = "")
    {
        // Artifacts may lie outside the repository: then the place of this file leads there.
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(thisFile)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Espalier.slnx")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("Espalier.slnx is in no folder above the tests");
    }
}
