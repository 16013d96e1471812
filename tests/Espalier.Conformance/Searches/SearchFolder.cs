namespace Espalier.Conformance.Searches;

/// <summary>The files of a search; gone when it is disposed.</summary>
internal sealed class SearchFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("espalier-");

    public string Log => Path.Combine(folder.FullName, "log.jsonl");

    public string Checkpoint => Path.Combine(folder.FullName, "search.safetensors");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Copies the files there are.</summary>
    public void CopyTo(SearchFolder other)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(other.folder.FullName, file.Name));
        }
    }

    /// <summary>The names of the files that differ.</summary>
    public IEnumerable<string> Differences(SearchFolder other)
    {
        if (!Same(Log, other.Log))
        {
            yield return "the log";
        }

        if (!Same(Checkpoint, other.Checkpoint))
        {
            yield return "the checkpoint";
        }

        static bool Same(string one, string two) => File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(two));
    }
}
