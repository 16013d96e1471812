namespace Espalier.Data.Sources.Known;

/// <summary>A data set known by name: which files it has, and where they are published.</summary>
internal sealed record KnownSet
{
    /// <summary>The environment variable that names the folder of all of them.</summary>
    public const string RootVariable = "ESPALIER_DATA";

    /// <summary>The name a user writes.</summary>
    public required string Name { get; init; }

    /// <summary>Folders below the root that are looked into, the first of which is filled.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>The files it is read from, each also with <c>.gz</c> behind its name.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What is published: the files themselves, or one <c>.tar.gz</c> with them in it.</summary>
    public required IReadOnlyList<RemoteFile> Published { get; init; }

    private bool IsArchive => Published[0].Name.EndsWith(".tar.gz", StringComparison.Ordinal);

    /// <summary>Whether a user means it. What lies at that path goes before the name.</summary>
    public bool IsMeant(string spec) => string.Equals(spec, Name, StringComparison.OrdinalIgnoreCase) && !Path.Exists(spec);

    /// <summary>The folder with the files; where they are nowhere, they are fetched first.</summary>
    /// <exception cref="InvalidInputException">They are not there and cannot be fetched; the message says which files to put where.</exception>
    public string Locate(DataRequest request)
    {
        var root = Root(request.Options);
        if (Find(root) is { } folder)
        {
            return folder;
        }

        var target = Path.Combine(root, Folders[0]);
        var archives = IsArchive ? Folders.Prepend(string.Empty).Select(below => Path.Combine(root, below, Published[0].Name)) : [];
        if (archives.FirstOrDefault(File.Exists) is { } archive)
        {
            Archive.Unpack(archive, [.. Files], target);
        }
        else
        {
            Fetch(target, request);
        }

        return Find(root) ?? throw Missing(target, $"{Published[0].Name} does not hold all of its files");
    }

    private static string Root(DataOptions options) => options.Root
        ?? (Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } named
            ? named
            : Path.Combine(OfTheUser, "espalier", "data"));

    private static string OfTheUser =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    private string? Find(string root) => Folders.Select(below => Path.Combine(root, below))
        .FirstOrDefault(folder => Files.All(file => IsThere(folder, file)));

    private static bool IsThere(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) || File.Exists(Path.Combine(folder, file + ".gz"));

    private void Fetch(string target, DataRequest request)
    {
        foreach (var file in Published.Where(file => !File.Exists(Path.Combine(target, file.Name))))
        {
            if (Download.TryFetch(file, target, request) is { } fault)
            {
                throw Missing(target, fault);
            }
        }

        if (IsArchive)
        {
            var archive = Path.Combine(target, Published[0].Name);
            Archive.Unpack(archive, [.. Files], target);
            File.Delete(archive);
        }
    }

    private InvalidInputException Missing(string target, string why) => new(
        $"data '{Name}'",
        $"is not in {target} and could not be fetched ({why.TrimEnd('.')})",
        $"put {string.Join(", ", Files)}{(IsArchive ? $", or {Published[0].Name}," : " (or .gz)")} there, "
        + $"or name another folder by --data-root or {RootVariable}");
}
