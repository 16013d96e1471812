using Espalier.Corruptions;

namespace Espalier.Evaluation;

/// <summary>How a network does on corrupted images: the content of a file in a run's folder <c>corruptions</c>, schema 1.</summary>
public sealed record CorruptionEvaluation : IEvaluationRecord<CorruptionRequest>
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What was asked for.</summary>
    public required CorruptionRequest Request { get; init; }

    /// <summary>Images that are classified rightly as they are.</summary>
    public required int Clean { get; init; }

    /// <summary>Images that are classified rightly under each of the request's corruptions, in their order.</summary>
    public required IReadOnlyList<int> Correct { get; init; }

    /// <summary>How long everything took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The command line that does it again.</summary>
    public required string Command { get; init; }

    /// <summary>Accuracy on the images as they are.</summary>
    public Accuracy CleanAccuracy() => new(Clean, Request.Images);

    /// <summary>The corruptions in order, each with its accuracies by severity.</summary>
    public IReadOnlyList<CorruptionOutcome> Outcomes() =>
    [
        .. Request.Cells.Zip(Correct)
            .GroupBy(pair => pair.First.Name)
            .Select(alike => new CorruptionOutcome(
                alike.Key, [.. alike.Select(pair => (pair.First.Severity, new Accuracy(pair.Second, Request.Images)))])),
    ];

    /// <summary>
    /// Mean corruption accuracy, 0 to 1: the mean over corruptions of the mean over the severities asked for. It is not the paper's mCE, which divides by
    /// the errors of one certain network.
    /// </summary>
    public double MeanAccuracy() => Outcomes().Average(outcome => outcome.Mean);

    /// <inheritdoc/>
    public bool IsSound() => Request is { Images: >= 1, Cells.Count: >= 1 }
        && Clean >= 0 && Clean <= Request.Images
        && Correct.Count == Request.Cells.Count
        && Correct.All(count => count >= 0 && count <= Request.Images)
        && Request.Cells.All(cell => cell is { Severity: >= 1 and <= Corruption.Severities });
}

/// <summary>How a network does under one corruption.</summary>
/// <param name="Name">The corruption.</param>
/// <param name="BySeverity">The severities asked for, in order.</param>
public sealed record CorruptionOutcome(string Name, IReadOnlyList<(int Severity, Accuracy Accuracy)> BySeverity)
{
    /// <summary>The mean over the severities, 0 to 1.</summary>
    public double Mean => BySeverity.Average(found => found.Accuracy.Fraction);
}
