namespace Espalier.Costs.Devices;

/// <summary>
/// Milliseconds of a device on a scale that all devices share: the fastest of its reference networks is 0, the slowest 1. Of a new device no
/// more than these is known.
/// </summary>
internal sealed class ReferenceScale
{
    private readonly double least;
    private readonly double range;

    /// <summary>The scale of a device.</summary>
    /// <param name="references">What its reference networks take.</param>
    /// <exception cref="ArgumentException">They all take the same, or one is no number.</exception>
    internal ReferenceScale(IReadOnlyList<double> references)
    {
        (least, range) = (references.Min(), references.Max() - references.Min());
        if (!(range > 0 && double.IsFinite(range)))
        {
            throw new ArgumentException("the reference networks must not all take the same time", nameof(references));
        }

        References = [.. references.Select(Of)];
    }

    /// <summary>The reference networks on the scale: how a device is described to a predictor.</summary>
    internal double[] References { get; }

    /// <summary>Milliseconds on the scale.</summary>
    internal double Of(double milliseconds) => (milliseconds - least) / range;

    /// <summary>The milliseconds of a place on the scale.</summary>
    internal double Milliseconds(double scaled) => least + (scaled * range);
}
