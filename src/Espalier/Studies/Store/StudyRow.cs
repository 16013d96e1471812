namespace Espalier.Studies.Store;

/// <summary>Where a study is.</summary>
public enum StudyState
{
    /// <summary>Begun and not ended; its process may be gone, see <see cref="SessionRow"/>.</summary>
    Running,

    /// <summary>Stopped on request; it can be resumed.</summary>
    Interrupted,

    /// <summary>Came to its end.</summary>
    Finished,

    /// <summary>Stopped by a fault, which <see cref="StudyRow.Failure"/> tells.</summary>
    Failed,
}

/// <summary>One recorded run: a row of <c>studies</c>.</summary>
public sealed record StudyRow
{
    /// <summary>12 hexadecimal digits, the same wherever the run's folder goes.</summary>
    public required string Id { get; init; }

    /// <summary>The method's name; <c>given</c> where an architecture was given instead.</summary>
    public required string Method { get; init; }

    /// <summary>The search space's name.</summary>
    public required string Space { get; init; }

    /// <summary>The dataset as the user named it.</summary>
    public required string Data { get; init; }

    /// <summary>What everything random was derived from. Kept as text: databases have no unsigned numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where it is.</summary>
    public StudyState State { get; init; }

    /// <summary>The fault that stopped it.</summary>
    public string? Failure { get; init; }

    /// <summary>The run's folder, as an absolute path on the machine it was begun on.</summary>
    public required string Folder { get; init; }

    /// <summary>The command line that began it, without passwords.</summary>
    public required string Command { get; init; }

    /// <summary>The settings, the JSON of <c>run.json</c>.</summary>
    public required string Settings { get; init; }

    /// <summary>What came out, the JSON of <c>result.json</c>; null before the end.</summary>
    public string? Result { get; init; }

    /// <summary>When it began, UTC.</summary>
    public DateTime Started { get; init; }
}
