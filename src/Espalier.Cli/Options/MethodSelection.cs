using Espalier.Catalog;
using Espalier.Strategies;

namespace Espalier.Cli.Options;

/// <summary>A search method and its options, checked before anything is read or written.</summary>
internal static class MethodSelection
{
    /// <summary>Every search method, by name.</summary>
    internal static IReadOnlyList<CatalogEntry> All { get; } =
    [
        .. MethodCatalog.Of<GradientStrategy>().Entries
            .Concat(MethodCatalog.Of<SamplingStrategy>().Entries)
            .OrderBy(entry => entry.Card.Name, StringComparer.Ordinal),
    ];

    /// <summary>The method of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    internal static CatalogEntry Find(string name) => All.FirstOrDefault(entry => entry.Card.Name == name)
        ?? throw new InvalidInputException(
            $"--method '{name}'", "there is none of that name", $"give one of {string.Join(", ", All.Select(entry => entry.Card.Name))}");

    /// <summary>The options given as <c>name=value</c>, over those of a file, over those of a preset that the method has.</summary>
    /// <param name="method">The method.</param>
    /// <param name="given">What was given one by one.</param>
    /// <param name="file">A JSON file with options; null for none.</param>
    /// <param name="preset">The preset's.</param>
    /// <exception cref="InvalidInputException">One is not of that form, doubled, unknown or out of range.</exception>
    internal static IReadOnlyDictionary<string, string> Options(
        CatalogEntry method, IReadOnlyList<string> given, string? file, IReadOnlyDictionary<string, string> preset)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                throw new InvalidInputException(
                    $"--set '{pair}'", "not of the form name=value", "write for example --set architecture-rate=0.01");
            }

            if (!options.TryAdd(name, value))
            {
                throw new InvalidInputException($"--set {name}", $"is given twice, as '{options[name]}' and '{value}'", "give it once");
            }
        }

        if (file is not null)
        {
            foreach (var (name, value) in FromFile(method, file))
            {
                options.TryAdd(name, value);
            }
        }

        var known = method.OptionsType is { } type ? OptionsBinder.Defaults(type) : new Dictionary<string, string>();
        foreach (var (name, value) in preset.Where(pair => known.ContainsKey(pair.Key)))
        {
            options.TryAdd(name, value);
        }

        if (method.OptionsType is not null)
        {
            OptionsBinder.Bind(method.OptionsType, options, $"--set, method '{method.Card.Name}'");
        }
        else if (options.Count > 0)
        {
            throw new InvalidInputException("--set", $"the method '{method.Card.Name}' has no options", "leave it out");
        }

        return options;
    }

    private static IReadOnlyDictionary<string, string> FromFile(CatalogEntry method, string file) => method.OptionsType is { } type
        ? OptionsFile.Read(type, file)
        : throw new InvalidInputException("--options", $"the method '{method.Card.Name}' has no options", "leave it out");
}
