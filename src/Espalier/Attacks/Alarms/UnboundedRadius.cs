using System.Globalization;
using Espalier.Catalog;

namespace Espalier.Attacks.Alarms;

/// <summary>Images that stand although the radius is half the range of every pixel.</summary>
/// <remarks>Within it every image can become even grey, so nothing but chance could classify it: an attack that fails there does not work.</remarks>
[Method(
    "unbounded-radius",
    Paper = "Carlini et al., On evaluating adversarial robustness, arXiv 1902.06705",
    Year = 2019,
    Summary = "Whether accuracy stays above chance at a radius that no image can survive.")]
public sealed class UnboundedRadius : IMaskingAlarm
{
    private const double HalfRange = 0.5;
    private const int Steps = 50;
    private const double MostShare = 0.1;

    /// <inheritdoc/>
    public string? Look(MaskingEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (images, norm) = (evidence.Images, evidence.Threat.Norm);
        var pixels = images.numel() / images.size(0);
        var radius = norm == Norm.L2 ? Math.Min(norm.MostEpsilon(), HalfRange * Math.Sqrt(pixels)) : HalfRange;
        var standing = evidence.Standing(new Apgd.ApgdCe(new AttackSettings { Norm = norm, Epsilon = radius, Steps = Steps }));
        return standing <= MostShare * images.size(0)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{standing} of {images.size(0)} images stand at epsilon {radius:0.###}, where each can become even grey: gradients lead astray");
    }
}
