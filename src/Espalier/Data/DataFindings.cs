namespace Espalier.Data;

/// <summary>What a source saw that the images no longer show.</summary>
public sealed record DataFindings
{
    /// <summary>Files that were left out because they cannot be decoded.</summary>
    public IReadOnlyList<UnreadableFile> Unreadable { get; init; } = [];

    /// <summary>Sizes as stored, the commonest first; empty where they are the size of the set.</summary>
    public IReadOnlyList<SizeCount> Sizes { get; init; } = [];

    /// <summary>What was decided for the caller, a line each, with the option that decides otherwise.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The notes, and a line about unreadable files where there are any: what a run tells.</summary>
    public IEnumerable<string> Warnings() => Unreadable.Count == 0
        ? Notes
        : Notes.Append($"{Unreadable.Count} unreadable files are left out: {UnreadableFile.List(Unreadable)}");
}

/// <summary>A file that cannot be decoded.</summary>
/// <param name="File">Its path below the data's folder.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record UnreadableFile(string File, string Fault)
{
    private const int Named = 5;

    /// <summary>The first ones with their faults, and how many more there are.</summary>
    internal static string List(IReadOnlyList<UnreadableFile> files)
    {
        var listed = string.Join(", ", files.Take(Named).Select(file => $"{file.File} ({file.Fault})"));
        return files.Count <= Named ? listed : $"{listed}, and {files.Count - Named} more ('./espalier data DIR' lists all)";
    }
}

/// <summary>How many images have a size.</summary>
/// <param name="Size">The size, <c>HxW</c>.</param>
/// <param name="Images">So many.</param>
public sealed record SizeCount(string Size, int Images);
