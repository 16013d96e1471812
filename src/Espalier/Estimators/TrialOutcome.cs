namespace Espalier.Estimators;

/// <summary>What is known of a candidate after it was judged. A candidate that failed is an outcome, too.</summary>
public sealed record TrialOutcome
{
    /// <summary>Accuracy on the validation part, 0 to 1; null when it failed.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Accuracy under attack on some of those images, 0 to 1; null where it failed or was not attacked.</summary>
    public double? RobustAccuracy { get; init; }

    /// <summary>Trained parameters of the network that was judged.</summary>
    public long Params { get; init; }

    /// <summary>Multiply-accumulates of one sample.</summary>
    public long Macs { get; init; }

    /// <summary>What the judgement took.</summary>
    public double Seconds { get; init; }

    /// <summary>Why there is no accuracy.</summary>
    public string? Failure { get; init; }
}
