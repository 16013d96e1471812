using System.Globalization;
using Espalier.Catalog;

namespace Espalier.Attacks.Alarms;

/// <summary>An attack without gradients breaks images that those with gradients left standing.</summary>
/// <remarks>What sees the network from inside ought to be stronger. A few images may go the other way by chance.</remarks>
[Method(
    "stronger-black-box",
    Paper = "Athalye et al., Obfuscated gradients give a false sense of security, arXiv 1802.00420",
    Year = 2018,
    Summary = "Whether an attack without gradients breaks images that the others could not.")]
public sealed class StrongerBlackBox : IMaskingAlarm
{
    private const double MostShare = 0.01;

    /// <inheritdoc/>
    public string? Look(MaskingEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var gradients = evidence.Attacks.TakeWhile(attack => attack.ReadsGradients).ToArray();
        var blind = evidence.Attacks.Skip(gradients.Length).FirstOrDefault();
        return gradients.Length == 0 || blind is null || blind.Broken <= Math.Max(1, MostShare * gradients[0].Attacked)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{blind.Name}, which reads no gradients, broke {blind.Broken} images that "
                + $"{string.Join(", ", gradients.Select(attack => attack.Name))} left standing");
    }
}
