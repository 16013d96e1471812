using Espalier.Catalog;

namespace Espalier.Attacks.Alarms;

/// <summary>Every alarm of the toolkit.</summary>
public static class MaskingAlarms
{
    /// <summary>What every alarm finds, by the alarms' names; none where nothing is suspicious.</summary>
    /// <param name="evidence">What they look at.</param>
    public static IReadOnlyList<RaisedAlarm> Look(MaskingEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return
        [
            .. from entry in MethodCatalog.Of<IMaskingAlarm>().Entries
            let found = ((IMaskingAlarm)Activator.CreateInstance(entry.Type)!).Look(evidence)
            where found is not null
            select new RaisedAlarm(entry.Card.Name, found),
        ];
    }
}

/// <summary>An alarm that was raised.</summary>
/// <param name="Name">Its card's name.</param>
/// <param name="Text">What is suspicious.</param>
public sealed record RaisedAlarm(string Name, string Text);
