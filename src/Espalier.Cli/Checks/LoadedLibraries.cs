namespace Espalier.Cli.Checks;

/// <summary>The native libraries a process has loaded.</summary>
/// <param name="paths">Their files.</param>
internal sealed class LoadedLibraries(IReadOnlyList<string> paths)
{
    private const string Maps = "/proc/self/maps";

    /// <summary>Those of this process; none where the system does not tell.</summary>
    internal static LoadedLibraries OfThisProcess() => new(
        File.Exists(Maps)
            ? [.. File.ReadLines(Maps).Select(line => line.IndexOf('/') is var at && at >= 0 ? line[at..] : string.Empty).Where(path => path.Length > 0).Distinct()]
            : []);

    /// <summary>The path of the library whose file's name begins so, or null.</summary>
    internal string? Named(string name) =>
        paths.FirstOrDefault(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) && path.Contains(".so", StringComparison.Ordinal));
}
