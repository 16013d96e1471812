using Espalier.Attacks;
using Espalier.Catalog;

namespace Espalier.Export.Gate;

/// <summary>What a file must stand before it is shipped.</summary>
public sealed record GateSettings
{
    /// <summary>
    /// How far the file's logits may be from the network's: the largest difference on any image, clean or adversarial, divided by the largest
    /// logit, but at least by 1. Above 0, default 1e-4; single precision leaves some 1e-6.
    /// </summary>
    public double Tolerance
    {
        get;
        init => field = value is > 0 and < double.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "a number above 0");
    } = 1e-4;

    /// <summary>
    /// How far the file's accuracy, clean or under attack, may be from the network's: 0 to 1, default 0.005. With logits within
    /// <see cref="Tolerance"/>, only images on the very border between two classes can change.
    /// </summary>
    public double AccuracyTolerance { get; init => field = OptionRange.Share(value); } = 0.005;

    /// <summary>The attack, whose images are made on the network. Default: PGD of 10 steps at 2/255.</summary>
    public IAttack Attack { get; init; } = new Pgd(new AttackSettings());

    /// <summary>The attack's name, for reports.</summary>
    public string AttackName { get; init; } = "pgd-10";

    /// <summary>
    /// The least accuracy of the file under <see cref="Attack"/>: 0 to 1; null (default) asks for none. Held against the share that was counted, not
    /// against an end of its interval.
    /// </summary>
    public double? LeastRobustAccuracy
    {
        get;
        init => field = value is { } share ? OptionRange.Share(share) : null;
    }

    /// <summary>Where the attack's random starts come from, as in <see cref="Evaluation.Evaluator"/>.</summary>
    public ulong Seed { get; init; } = 1;
}
