namespace Espalier.Evaluation;

/// <summary>How far a robust evaluation has come, batch by batch: enough to go on from.</summary>
public sealed record RobustProgress : IEvaluationRecord<RobustRequest>
{
    /// <summary>The version of this format: 2 since batches are of even size.</summary>
    public const int Format = 2;

    /// <summary>The version that this is of; what another one counts in batches means other images.</summary>
    public int Schema { get; init; } = Format;

    /// <summary>What was asked for.</summary>
    public required RobustRequest Request { get; init; }

    /// <summary>Images that are classified wrongly as they are, ascending.</summary>
    public required IReadOnlyList<int> Wrong { get; init; }

    /// <summary>The attacks that have begun, in order; all but the last are done.</summary>
    public IReadOnlyList<RobustStage> Stages { get; init; } = [];

    /// <summary>The images that no attack has broken before a stage, ascending.</summary>
    /// <param name="stage">From 0; the number of stages: after all of them.</param>
    public IReadOnlyList<int> StandingBefore(int stage) =>
        [.. Enumerable.Range(0, Request.Images).Except(Wrong).Except(Stages.Take(stage).SelectMany(done => done.Broken))];

    /// <inheritdoc/>
    public bool IsSound() => Schema == Format && Stages.Count <= Request.Attacks.Count;
}

/// <summary>An attack of an evaluation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attacked">Images that stood before it.</param>
/// <param name="Batches">How many batches of these are done.</param>
/// <param name="Broken">The images that it broke, in the order of the data's numbers.</param>
/// <param name="Seconds">How long it took so far.</param>
public sealed record RobustStage(string Name, int Attacked, int Batches, IReadOnlyList<int> Broken, double Seconds);
