using System.Globalization;
using Espalier.Catalog;

namespace Espalier.Attacks.Alarms;

/// <summary>Input gradients of the cross-entropy that are zero, or so small that single precision loses them.</summary>
/// <remarks>An attack that follows a gradient of zero stays where it is. Rounding is no robustness: another loss finds what this one hides.</remarks>
[Method(
    "vanishing-gradients",
    Paper = "Athalye et al., Obfuscated gradients give a false sense of security, arXiv 1802.00420",
    Year = 2018,
    Summary = "The share of images whose input gradient is zero or nearly so.")]
public sealed class VanishingGradients : IMaskingAlarm
{
    // Below it products of gradients and small numbers are lost in single precision.
    private const double Vanished = 1e-20;
    private const double MostShare = 0.05;

    /// <inheritdoc/>
    public string? Look(MaskingEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        using var scope = NewDisposeScope();
        var gradient = InputGradient.Of(evidence.Model, evidence.Images, evidence.Labels);
        var largest = RowTensors.Numbers(PixelBall.Length(Norm.Linf, gradient).view(-1));
        var vanished = largest.Count(value => !(value > Vanished));
        return vanished <= MostShare * largest.Length
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the input gradient vanishes on {vanished} of {largest.Length} images: attacks on the cross-entropy cannot see a way there");
    }
}
