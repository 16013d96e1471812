namespace Espalier.Attacks;

/// <summary>Finds the attack that a user named.</summary>
public static class AttackCatalog
{
    private static readonly CardedMethods<IAttack> Methods = new("attack");

    /// <summary>What a user may write: <c>fgsm</c>, <c>none</c>, <c>pgd-N</c>.</summary>
    public static IReadOnlyList<string> Names => Methods.Names;

    /// <summary>The attack called <paramref name="name"/>: <c>none</c>, <c>fgsm</c>, <c>pgd</c>, <c>pgd-20</c>.</summary>
    /// <param name="name">A card's name; for iterated attacks the number of steps may follow.</param>
    /// <param name="settings">Radius, step size and start; a number in the name goes before its steps. Default: all defaults.</param>
    /// <exception cref="InvalidInputException">There is no such attack; the message lists the names.</exception>
    public static IAttack Create(string name, AttackSettings? settings = null) => Methods.Create(name, settings ?? new AttackSettings());
}
