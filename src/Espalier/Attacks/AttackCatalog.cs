namespace Espalier.Attacks;

/// <summary>Finds the attack that a user named.</summary>
public static class AttackCatalog
{
    private static readonly CardedMethods<IAttack> Methods = new("attack");

    /// <summary>What a user may write: <c>fgsm</c>, <c>none</c>, <c>pgd-N</c>.</summary>
    public static IReadOnlyList<string> Names => Methods.Names;

    /// <summary>
    /// The attack called <paramref name="name"/>: <c>none</c>, <c>fgsm</c>, <c>pgd</c>, <c>pgd-20</c>; several with commas between, of which the
    /// worst counts.
    /// </summary>
    /// <param name="name">A card's name; for iterated attacks the number of steps may follow.</param>
    /// <param name="settings">Norm, radius, step size and start; a number in the name goes before its steps. Default: all defaults.</param>
    /// <exception cref="InvalidInputException">There is no such attack, or one of a list twice; the message lists the names.</exception>
    public static IAttack Create(string name, AttackSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Contains(',', StringComparison.Ordinal)
            ? new AttackList(Parts(name, settings))
            : Methods.Create(name, settings ?? new AttackSettings());
    }

    /// <summary>The attacks that a name stands for, in order: those of a list or of an ensemble, else the one itself.</summary>
    /// <param name="name">As in <see cref="Create"/>.</param>
    /// <param name="settings">As in <see cref="Create"/>.</param>
    /// <exception cref="InvalidInputException">There is no such attack, or one of a list twice; the message lists the names.</exception>
    public static IReadOnlyList<NamedAttack> Parts(string name, AttackSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var names = name.Split(',', StringSplitOptions.TrimEntries);
        if (names.Length > 1 && names.Contains("none", StringComparer.Ordinal))
        {
            throw new InvalidInputException($"attack '{name}'", "'none' attacks nothing", "leave it out of the list");
        }

        var parts = names.SelectMany(part => Create(part, settings) is var attack && attack is AttackList list
            ? list.Members
            : [new NamedAttack(part, attack)]).ToArray();
        var twice = parts.GroupBy(part => part.Name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? parts : throw new InvalidInputException($"attack '{name}'", $"'{twice}' is in it twice", "name each attack once");
    }
}
