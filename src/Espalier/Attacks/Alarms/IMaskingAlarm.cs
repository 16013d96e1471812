namespace Espalier.Attacks.Alarms;

/// <summary>
/// A sign that a network hides its gradients, so that attacks fail without it being robust. Robust accuracy beside an alarm is not to be believed.
/// An alarm carries a card and has a constructor without parameters: <see cref="MaskingAlarms"/> then finds it.
/// </summary>
public interface IMaskingAlarm
{
    /// <summary>Looks for the sign.</summary>
    /// <param name="evidence">The network, some images, and what the attacks did.</param>
    /// <returns>What is suspicious, in one sentence with its numbers; null where nothing is.</returns>
    string? Look(MaskingEvidence evidence);
}
