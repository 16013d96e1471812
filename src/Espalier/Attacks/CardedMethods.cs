using System.Globalization;
using Espalier.Catalog;

namespace Espalier.Attacks;

/// <summary>The methods of one kind that have a card and are made from <see cref="AttackSettings"/>, by name.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal sealed class CardedMethods<T>(string kind)
    where T : class
{
    private readonly Dictionary<string, Type> types =
        MethodCatalog.Of<T>().Entries.ToDictionary(entry => entry.Card.Name, entry => entry.Type, StringComparer.Ordinal);

    /// <summary>What a user may write, in order: <c>fgsm</c>, <c>none</c>, <c>pgd-N</c>.</summary>
    internal IReadOnlyList<string> Names =>
        [.. types.Keys.Order(StringComparer.Ordinal).Select(name => Iterates(types[name]) ? $"{name}-N" : name)];

    /// <summary>The method called so; a number after its name is its number of steps.</summary>
    internal T Create(string name, AttackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(settings);
        if (types.TryGetValue(name, out var type))
        {
            return Make(type, Iterates(type) ? settings : settings with { Steps = null });
        }

        var dash = name.LastIndexOf('-');
        var counted = dash > 0
            && types.TryGetValue(name[..dash], out type)
            && Iterates(type)
            && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var steps)
            && steps is >= 1 and <= AttackSettings.MostSteps
                ? settings with { Steps = steps }
                : null;
        return counted is not null
            ? Make(type!, counted)
            : throw new InvalidInputException(
                $"{kind} '{name}'",
                "there is none of that name",
                $"give one of {string.Join(", ", Names)} (N from 1 to {AttackSettings.MostSteps})");
    }

    private static bool Iterates(Type type) => type.IsAssignableTo(typeof(IIterative));

    private static T Make(Type type, AttackSettings settings) => (T)Activator.CreateInstance(type, settings)!;
}
