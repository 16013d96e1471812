namespace Espalier.Fronts;

/// <summary>Where a network stands. What was not measured is null.</summary>
/// <param name="Clean">Accuracy on images as they are, 0 to 1.</param>
/// <param name="Robust">Accuracy under attack, 0 to 1.</param>
/// <param name="Params">Parameters.</param>
/// <param name="Macs">Multiply-accumulates of one sample.</param>
/// <param name="LatencyMilliseconds">Time of one sample.</param>
public readonly record struct FrontPoint(double? Clean, double? Robust, long? Params, long? Macs, double? LatencyMilliseconds)
{
    /// <summary>Mean corruption accuracy, 0 to 1.</summary>
    public double? Corrupted { get; init; }

    /// <summary>How well images of other data are told apart, as an AUROC, 0 to 1.</summary>
    public double? Ood { get; init; }

    /// <summary>Everything as it is to be minimised; NaN where it is not known.</summary>
    internal double[] Costs() =>
    [
        1 - Clean ?? double.NaN,
        1 - Robust ?? double.NaN,
        Known(Params),
        Known(Macs),
        LatencyMilliseconds ?? double.NaN,
        1 - Corrupted ?? double.NaN,
        1 - Ood ?? double.NaN,
    ];

    private static double Known(long? count) => count ?? double.NaN;
}
