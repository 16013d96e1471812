namespace Espalier.Estimators;

/// <summary>What is known of a candidate after it was judged. A candidate that failed is an outcome, too.</summary>
public sealed record TrialOutcome
{
    /// <summary>Accuracy on the validation part, 0 to 1; null when it failed.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Accuracy under attack on some of those images, 0 to 1; null where it failed or was not attacked.</summary>
    public double? RobustAccuracy { get; init; }

    /// <summary>Mean corruption accuracy on some of those images, 0 to 1; null where it failed or nobody asked.</summary>
    public double? CorruptedAccuracy { get; init; }

    /// <summary>How well its confidence tells some of those images from others, as an AUROC, 0 to 1; null where it failed or nobody asked.</summary>
    public double? OodAuroc { get; init; }

    /// <summary>Trained parameters of the network that was judged.</summary>
    public long Params { get; init; }

    /// <summary>Multiply-accumulates of one sample.</summary>
    public long Macs { get; init; }

    /// <summary>What the judgement took.</summary>
    public double Seconds { get; init; }

    /// <summary>Why there is no accuracy.</summary>
    public string? Failure { get; init; }
}
