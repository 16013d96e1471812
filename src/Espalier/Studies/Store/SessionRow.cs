namespace Espalier.Studies.Store;

/// <summary>One process that worked on a study, from its start or resumption on: a row of <c>sessions</c>.</summary>
public sealed record SessionRow
{
    /// <summary>The study's <see cref="StudyRow.Id"/>.</summary>
    public required string StudyId { get; init; }

    /// <summary>0 for the process that began the study, 1 for the first that resumed it, and so on.</summary>
    public int Number { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTime Started { get; init; }

    /// <summary>When it was last heard of, UTC.</summary>
    public DateTime Seen { get; init; }

    /// <summary>The machine's name.</summary>
    public required string Host { get; init; }

    /// <summary>The process's number on that machine.</summary>
    public int Process { get; init; }

    /// <summary>What it ran on, the JSON of a <see cref="RunEnvironment"/>.</summary>
    public required string Environment { get; init; }
}
