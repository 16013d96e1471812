using System.Reflection;

namespace Espalier.Catalog;

/// <summary>
/// The options of several methods, told once where they share them: those that a record declares which is no method's own are shared by the
/// methods whose options derive from it.
/// </summary>
public sealed class OptionGroups
{
    private readonly HashSet<Type> own;

    /// <summary>Groups the options of methods.</summary>
    public OptionGroups(IEnumerable<CatalogEntry> methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        var entries = methods.Where(method => method.OptionsType is not null).ToArray();
        own = [.. entries.Select(method => method.OptionsType!)];
        Shared =
        [
            .. entries
                .SelectMany(method => OptionsBinder.Declared(method.OptionsType!).Values.Select(declaring => (Method: method, Declaring: declaring)))
                .Where(pair => IsShared(pair.Declaring))
                .Distinct()
                .GroupBy(pair => pair.Declaring, pair => pair.Method.Card.Name)
                .Select(group => new OptionGroup([.. group], Options(group.Key)))
                .OrderByDescending(group => group.Methods.Count)
                .ThenBy(group => group.Options.First().Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>What several methods share, what most share first.</summary>
    public IReadOnlyList<OptionGroup> Shared { get; }

    /// <summary>A method's own options with their defaults, and those shared ones whose default is another than the usual one.</summary>
    public IReadOnlyDictionary<string, string> Own(CatalogEntry method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.OptionsType is not { } options
            ? new Dictionary<string, string>()
            : OptionsBinder.Defaults(options)
                .Where(option => OptionsBinder.Declared(options)[option.Key] is var declaring
                    && (!IsShared(declaring) || OptionsBinder.Defaults(declaring)[option.Key] != option.Value))
                .ToDictionary();
    }

    /// <summary>The usual default is that of the record itself, so it must be one that can be made.</summary>
    private bool IsShared(Type declaring) =>
        !own.Contains(declaring) && !declaring.IsAbstract && declaring.GetConstructor(BindingFlags.Instance | BindingFlags.Public, []) is not null;

    /// <summary>What a record declares itself, with its defaults.</summary>
    private static Dictionary<string, string> Options(Type record)
    {
        var declared = OptionsBinder.Declared(record);
        return OptionsBinder.Defaults(record).Where(option => declared[option.Key] == record).ToDictionary();
    }
}

/// <summary>Options that several methods share.</summary>
/// <param name="Methods">The methods, by name.</param>
/// <param name="Options">The options with their usual defaults.</param>
public sealed record OptionGroup(IReadOnlyList<string> Methods, IReadOnlyDictionary<string, string> Options);
