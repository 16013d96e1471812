using Espalier.Attacks.Apgd;

namespace Espalier.Attacks;

/// <summary>Where attacks cannot do on a network what their papers say.</summary>
public static class AttackNotes
{
    /// <summary>A sentence for each departure.</summary>
    /// <param name="attacks">The attacks.</param>
    /// <param name="classes">How many classes the network tells apart.</param>
    public static IEnumerable<string> For(IEnumerable<NamedAttack> attacks, int classes) =>
        from attack in attacks
        where attack.Attack is ApgdTargeted && classes < AttackLosses.ClassesOfTargetedRatio
        select $"{attack.Name}: the targeted difference of logits ratio needs {AttackLosses.ClassesOfTargetedRatio} classes, there are {classes}; "
            + "the plain difference of logits was used instead";
}
