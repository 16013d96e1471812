using Espalier.Corruptions;

namespace Espalier.Evaluation;

/// <summary>What an evaluation on corrupted images was asked for. Two that are asked for the same come to the same.</summary>
public sealed record CorruptionRequest : IEvaluationRequest
{
    /// <summary>The checksum of the network's weights.</summary>
    public required string Model { get; init; }

    /// <summary>Whose test images.</summary>
    public required string Data { get; init; }

    /// <summary>How many of them, the first; at least 1.</summary>
    public required int Images { get; init; }

    /// <summary>The corruptions as the user named them.</summary>
    public required string Corruptions { get; init; }

    /// <summary>The corruptions and their severities, in order.</summary>
    public required IReadOnlyList<CorruptionCell> Cells { get; init; }

    /// <summary>What every draw derives from.</summary>
    public required ulong Seed { get; init; }
}
