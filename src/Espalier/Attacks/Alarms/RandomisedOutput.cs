using System.Globalization;
using Espalier.Catalog;

namespace Espalier.Attacks.Alarms;

/// <summary>Logits that differ between two passes over the same images.</summary>
/// <remarks>Attacks that are made for fixed networks fail on random ones, until they average over the randomness.</remarks>
[Method(
    "randomised-output",
    Paper = "Athalye et al., Obfuscated gradients give a false sense of security, arXiv 1802.00420",
    Year = 2018,
    Summary = "Whether two passes over the same images give different logits.")]
public sealed class RandomisedOutput : IMaskingAlarm
{
    private const double MostDifference = 1e-5;

    /// <inheritdoc/>
    public string? Look(MaskingEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        var (first, second) = (evidence.Model.call(evidence.Images), evidence.Model.call(evidence.Images));
        var apart = first.sub(second).abs().max().ToDouble() / Math.Max(1, first.abs().max().ToDouble());
        return apart <= MostDifference
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"two passes over the same images differ by {apart:0.0e+0}: the network is random, and attacks must average over that");
    }
}
