namespace Espalier.Evaluation;

/// <summary>
/// How well a network's confidence tells images of its data from others: the content of a file in a run's folder <c>ood</c>, schema 1.
/// </summary>
public sealed record OutlierEvaluation : IEvaluationRecord<OutlierRequest>
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What was asked for.</summary>
    public required OutlierRequest Request { get; init; }

    /// <summary>The area under the receiver operating characteristic, 0 to 1: <see cref="OutlierDetection.Auroc"/>.</summary>
    public required double Auroc { get; init; }

    /// <summary>The ends of its 95 % interval.</summary>
    public required IReadOnlyList<double> Interval { get; init; }

    /// <summary>The confidence that at least 95 % of the known images reach.</summary>
    public required double Threshold { get; init; }

    /// <summary>How many of the other images reach it, too.</summary>
    public required int FalsePositives { get; init; }

    /// <summary>How long everything took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The command line that does it again.</summary>
    public required string Command { get; init; }

    /// <summary>The false positive rate at 95 % true positives.</summary>
    public Accuracy FalsePositiveRate() => new(FalsePositives, Request.OutlierImages);

    /// <inheritdoc/>
    public bool IsSound() => Request is { Images: >= 1, OutlierImages: >= 1 }
        && Auroc is >= 0 and <= 1
        && Interval.Count == 2 && Interval[0] <= Auroc && Auroc <= Interval[1]
        && FalsePositives >= 0 && FalsePositives <= Request.OutlierImages;
}

/// <summary>How far such an evaluation has come, batch by batch: enough to go on from.</summary>
public sealed record OutlierProgress : IEvaluationRecord<OutlierRequest>
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What was asked for.</summary>
    public required OutlierRequest Request { get; init; }

    /// <summary>The confidences of the known images that are done, then of the others.</summary>
    public IReadOnlyList<double> Scores { get; init; } = [];

    /// <summary>How long everything took so far.</summary>
    public double Seconds { get; init; }

    /// <inheritdoc/>
    public bool IsSound() => Scores.Count <= Request.Images + Request.OutlierImages;
}
