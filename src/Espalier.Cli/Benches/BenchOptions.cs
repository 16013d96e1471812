using System.CommandLine;
using Espalier.Catalog;

namespace Espalier.Cli.Benches;

/// <summary>
/// Options of several methods at once: <c>NAME=VALUE</c> goes to each that has it, <c>METHOD.NAME=VALUE</c> to one, and before the other.
/// </summary>
internal sealed class BenchOptions
{
    private readonly SortedDictionary<string, string> all = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, string>> single = new(StringComparer.Ordinal);

    /// <summary>What gives them.</summary>
    internal static Option<string[]> Given() => new("--set")
    {
        Description = "an option of every method that has it, or of one; repeatable",
        HelpName = "[METHOD.]NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Reads them.</summary>
    /// <param name="given">As they were written.</param>
    /// <param name="methods">Those that take part.</param>
    /// <exception cref="InvalidInputException">One is not of these forms, doubled, of no method that takes part, or unknown to all.</exception>
    internal BenchOptions(IReadOnlyList<string> given, IReadOnlyCollection<CatalogEntry> methods)
    {
        foreach (var text in given)
        {
            var (name, value) = text.Split('=', 2) is [{ Length: > 0 } left, var right]
                ? (left, right)
                : throw new InvalidInputException(
                    $"--set '{text}'", "not of the form name=value", "write for example architecture-rate=0.01, or gdas.architecture-rate=0.01 for one method");
            var options = all;
            var takers = methods;
            if (name.Split('.', 2) is [var method, var rest])
            {
                takers = [.. methods.Where(entry => entry.Card.Name == method)];
                options = single.TryGetValue(method, out var known) ? known : single[method] = new(StringComparer.Ordinal);
                name = rest;
                if (takers.Count == 0)
                {
                    throw new InvalidInputException($"--set '{text}'", $"no method '{method}' takes part", "see --methods");
                }
            }

            if (!takers.Any(entry => Has(entry, name)))
            {
                throw new InvalidInputException(
                    $"--set '{text}'", $"no method that takes part has an option '{name}'", "see './espalier list methods'");
            }

            if (!options.TryAdd(name, value))
            {
                throw new InvalidInputException($"--set '{text}'", "is given twice", "give it once");
            }
        }
    }

    /// <summary>Those of a method, by name.</summary>
    internal SortedDictionary<string, string> For(CatalogEntry method)
    {
        var options = new SortedDictionary<string, string>(
            all.Where(option => Has(method, option.Key)).ToDictionary(option => option.Key, option => option.Value), StringComparer.Ordinal);
        foreach (var (name, value) in single.GetValueOrDefault(method.Card.Name) ?? [])
        {
            options[name] = value;
        }

        return options;
    }

    private static bool Has(CatalogEntry method, string name) =>
        method.OptionsType is { } type && OptionsBinder.Defaults(type).ContainsKey(name);
}
