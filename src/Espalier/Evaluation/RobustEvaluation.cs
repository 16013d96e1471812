using Espalier.Attacks.Alarms;

namespace Espalier.Evaluation;

/// <summary>What a network stood: the content of a file in a run's folder <c>robustness</c>, schema 1.</summary>
/// <remarks>
/// The pointwise worst case: an image counts as right only where none of the attacks, nor the image as it is, is taken for another class. An upper bound of
/// robust accuracy: a stronger attack may leave less.
/// </remarks>
public sealed record RobustEvaluation : IEvaluationRecord<RobustRequest>
{
    /// <summary>The version of this format.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What was asked for.</summary>
    public required RobustRequest Request { get; init; }

    /// <summary>The images' checksum; null in files of early versions, whose images cannot be told from others.</summary>
    public string? ImagesChecksum { get; init; }

    /// <summary>Images that are classified rightly as they are.</summary>
    public required int Clean { get; init; }

    /// <summary>A digit for each image, in order: 1 where it is classified rightly as it is. Null in files of early versions.</summary>
    public string? Right { get; init; }

    /// <summary>The attacks in order.</summary>
    public required IReadOnlyList<RobustOutcome> Attacks { get; init; }

    /// <summary>A digit for each image, in order: 1 where it stands, 0 where it is wrong or was broken.</summary>
    public required string Survived { get; init; }

    /// <summary>Signs that gradients are masked; beside any, the numbers are not to be believed.</summary>
    public required IReadOnlyList<RaisedAlarm> Alarms { get; init; }

    /// <summary>How the attacks depart from their papers on this network.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>How long everything took.</summary>
    public required double Seconds { get; init; }

    /// <summary>The command line that does it again.</summary>
    public required string Command { get; init; }

    /// <summary>Accuracy on the images as they are.</summary>
    public Accuracy CleanAccuracy() => new(Clean, Request.Images);

    /// <summary>Accuracy under all attacks.</summary>
    public Accuracy RobustAccuracy() => After(Attacks.Count);

    /// <summary>Accuracy under the first so many attacks.</summary>
    public Accuracy After(int attacks) => new(Clean - Attacks.Take(attacks).Sum(attack => attack.Broken), Request.Images);

    /// <summary>What became of each image as it is and under all attacks; null in files of early versions.</summary>
    public ImageOutcomes? Outcomes() => ImagesChecksum is null || Right is null ? null : new ImageOutcomes
    {
        Model = Request.Model,
        Data = Request.Data,
        Images = ImagesChecksum,
        Outcomes = [new(null, Right), new(new FacedThreat(Request.Attack, Request.Norm, Request.Epsilon, Request.Attacks), Survived)],
    };

    /// <inheritdoc/>
    public bool IsSound() => Request is { Images: >= 1, Attacks.Count: >= 1 }
        && Request.Epsilon >= 0
        && Clean >= 0 && Clean <= Request.Images
        && Attacks.Count == Request.Attacks.Count
        && Attacks.All(attack => attack.Broken >= 0 && attack.Broken <= attack.Attacked)
        && Clean - Attacks.Sum(attack => attack.Broken) is var left && left >= 0
        && Fits(Survived, left)
        && (Right is null || Fits(Right, Clean));

    private bool Fits(string digits, int ones) =>
        digits.Length == Request.Images && digits.All(digit => digit is '0' or '1') && digits.Count(digit => digit == '1') == ones;
}

/// <summary>What an attack of an evaluation did.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attacked">Images that stood before it.</param>
/// <param name="Broken">How many of them it broke.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record RobustOutcome(string Name, int Attacked, int Broken, double Seconds);
