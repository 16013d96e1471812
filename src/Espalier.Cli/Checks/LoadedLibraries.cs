namespace Espalier.Cli.Checks;

/// <summary>The native libraries a process has loaded.</summary>
/// <param name="paths">Their files.</param>
internal sealed class LoadedLibraries(IReadOnlyList<string> paths)
{
    private const string Maps = "/proc/self/maps";

    /// <summary>Those of this process; none where the system does not tell.</summary>
    internal static LoadedLibraries OfThisProcess() => new(
        File.Exists(Maps)
            ? [.. File.ReadLines(Maps).Where(line => line.Contains('/')).Select(line => line[line.IndexOf('/')..]).Distinct()]
            : []);

    /// <summary>The path of the library whose file's name begins so, or null.</summary>
    internal string? Named(string name) => paths.FirstOrDefault(path =>
        Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) && path.Contains(".so", StringComparison.Ordinal));
}
