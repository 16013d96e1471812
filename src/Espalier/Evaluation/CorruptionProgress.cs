namespace Espalier.Evaluation;

/// <summary>How far an evaluation on corrupted images has come, batch by batch: enough to go on from.</summary>
public sealed record CorruptionProgress : IEvaluationRecord<CorruptionRequest>
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What was asked for.</summary>
    public required CorruptionRequest Request { get; init; }

    /// <summary>Images that are right: as they are, then under each corruption that is done.</summary>
    public IReadOnlyList<int> Done { get; init; } = [];

    /// <summary>Images seen of what is under way.</summary>
    public int Seen { get; init; }

    /// <summary>How many of these are right.</summary>
    public int Correct { get; init; }

    /// <summary>How long everything took so far.</summary>
    public double Seconds { get; init; }

    /// <inheritdoc/>
    public bool IsSound() => Done.Count <= Request.Cells.Count + 1
        && Done.All(count => count >= 0 && count <= Request.Images)
        && Seen >= 0 && Seen < Request.Images && Correct >= 0 && Correct <= Seen
        && Seconds >= 0;
}
