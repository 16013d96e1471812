namespace Espalier.Studies.Store;

/// <summary>A file that a study left: a row of <c>artefacts</c>.</summary>
public sealed record ArtefactRow
{
    /// <summary>The study's <see cref="StudyRow.Id"/>.</summary>
    public required string StudyId { get; init; }

    /// <summary>Where it lies, relative to <see cref="StudyRow.Folder"/>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is: settings, log, genotype, model, result.</summary>
    public required string Kind { get; init; }

    /// <summary>Its length in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 of its content, in hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
