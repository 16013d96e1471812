using System.Globalization;
using Espalier.Catalog;

namespace Espalier.Attacks.Alarms;

/// <summary>Attacks that get weaker by more steps.</summary>
/// <remarks>One step is a special case of many. Where it breaks more, gradients near the images do not tell what is farther away.</remarks>
[Method(
    "more-steps-worse",
    Paper = "Carlini et al., On evaluating adversarial robustness, arXiv 1902.06705",
    Year = 2019,
    Summary = "Whether 10 or 40 steps of gradient ascent break fewer images than one.")]
public sealed class MoreStepsWorse : IMaskingAlarm
{
    private const double MostShare = 0.01;

    /// <inheritdoc/>
    public string? Look(MaskingEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var threat = new AttackSettings { Norm = evidence.Threat.Norm, Epsilon = evidence.Threat.Epsilon };
        var images = evidence.Images.size(0);
        var (one, ten, forty) = (
            evidence.Standing(new Fgsm(threat)),
            evidence.Standing(new Pgd(threat with { Steps = 10 })),
            evidence.Standing(new Pgd(threat with { Steps = 40 })));
        var tolerated = Math.Max(1, MostShare * images);
        return ten <= one + tolerated && forty <= Math.Min(one, ten) + tolerated
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"of {images} images {one} stand under FGSM, {ten} under PGD-10, {forty} under PGD-40: more steps ought to break more");
    }
}
