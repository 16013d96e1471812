using Espalier;

namespace Benchmarks;

/// <summary>Where this program is, and how to start it again.</summary>
internal static class Self
{
    internal static string Program => Environment.ProcessPath!;

    /// <summary>Started by <c>dotnet X.dll</c>, the process is dotnet's and the program its first argument.</summary>
    internal static IReadOnlyList<string> Before =>
        Path.GetFileNameWithoutExtension(Program) == "dotnet" ? [typeof(Self).Assembly.Location] : [];

    internal static string Repository() => Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
        ?? throw new InvalidInputException(Environment.CurrentDirectory, "is not in the repository", "start the benchmark from there");

    // Artifacts may lie outside of the repository.
    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Espalier.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
