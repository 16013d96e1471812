using Espalier.Catalog;
using Espalier.Strategies;
using Espalier.Supernets;

namespace Espalier.Conformance.Searches;

/// <summary>The rows of checks: every method of a kind on every space that it says it runs on.</summary>
internal static class MethodSpaces
{
    public static TheoryData<string, string> Of<T>()
        where T : class
    {
        var rows = new TheoryData<string, string>();
        foreach (var entry in MethodCatalog.Of<T>().Entries)
        {
            foreach (var space in StrategySpaces.Of(entry.Type))
            {
                rows.Add(entry.Card.Name, space.Card.Name);
            }
        }

        return rows;
    }

    /// <summary>The options that make a method with defaults as short and as telling as it can be in two epochs.</summary>
    public static Dictionary<string, string> Brief(CatalogEntry entry)
    {
        // What goes on after the search decides at once, the architecture moves from the first step on, trials and paths are few and short.
        Dictionary<string, string> brief = new()
        {
            ["selection-every"] = "1",
            ["warm-up"] = "0",
            ["trials"] = "4",
            ["epochs"] = "1",
            ["pool"] = "6",
            ["candidates"] = "6",
            ["rewards"] = "2",
            ["samples"] = "2",
        };
        var known = entry.OptionsType is { } options ? OptionsBinder.Defaults(options) : new Dictionary<string, string>();
        return brief.Where(option => known.ContainsKey(option.Key)).ToDictionary();
    }

    /// <summary>What a method asks of its supernet; null: nothing.</summary>
    public static SupernetForm? FormOf(CatalogEntry entry) => (entry.Bind(Brief(entry)) as ISupernetOptions)?.Form;
}
