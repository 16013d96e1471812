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
}

/// <summary>A file that cannot be decoded.</summary>
/// <param name="File">Its path below the data's folder.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record UnreadableFile(string File, string Fault);

/// <summary>How many images have a size.</summary>
/// <param name="Size">The size, <c>HxW</c>.</param>
/// <param name="Images">So many.</param>
public sealed record SizeCount(string Size, int Images);
