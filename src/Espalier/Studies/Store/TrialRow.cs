namespace Espalier.Studies.Store;

/// <summary>How a genotype came into its study.</summary>
public enum TrialKind
{
    /// <summary>A sampling search asked for it, and it was judged.</summary>
    Candidate,

    /// <summary>A gradient search derived it in the end.</summary>
    Derived,

    /// <summary>The user gave it.</summary>
    Given,

    /// <summary>What the search came to becomes this under another bound of parameters.</summary>
    Bound,

    /// <summary>It is what the search came to with one choice exchanged.</summary>
    RunnerUp,
}

/// <summary>One judged genotype of a study: a row of <c>trials</c>.</summary>
public sealed record TrialRow
{
    /// <summary>The study's <see cref="StudyRow.Id"/>; a <see cref="StudyRecorder"/> fills it in.</summary>
    public string StudyId { get; init; } = string.Empty;

    /// <summary>Its place in the study, from 0.</summary>
    public int Number { get; init; }

    /// <summary>How it came into the study.</summary>
    public TrialKind Kind { get; init; }

    /// <summary>The genotype's canonical text.</summary>
    public required string Genotype { get; init; }

    /// <summary>What the randomness of its judgement was derived from; null where nothing was drawn.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Accuracy on the validation part, 0 to 1; null where it failed or was not judged.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Parameters of the network that was judged.</summary>
    public long? Params { get; init; }

    /// <summary>Multiply-accumulates for one image.</summary>
    public long? Macs { get; init; }

    /// <summary>Time of one image in ms, where it was measured.</summary>
    public double? LatencyMilliseconds { get; init; }

    /// <summary>What the judgement took, in seconds.</summary>
    public double? Seconds { get; init; }

    /// <summary>Why there is no accuracy.</summary>
    public string? Failure { get; init; }

    /// <summary>When it was written, UTC.</summary>
    public DateTime Recorded { get; init; }
}
