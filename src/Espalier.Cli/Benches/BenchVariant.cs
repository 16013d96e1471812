using Espalier.Catalog;

namespace Espalier.Cli.Benches;

/// <summary>
/// A row of a comparison: a method with some of its options set, written <c>METHOD+NAME=VALUE+NAME=VALUE</c>. So one method can stand there
/// twice, and a part of one be tried on another: <c>darts+order=second</c>, <c>gdas+selection=perturbation</c>.
/// </summary>
/// <param name="Entry">The method.</param>
/// <param name="Set">What is set, in the order it was written.</param>
internal sealed record BenchVariant(CatalogEntry Entry, IReadOnlyList<KeyValuePair<string, string>> Set)
{
    /// <summary>The word for every method of a bench.</summary>
    internal const string Everything = "all";

    private const char And = '+';

    /// <summary>As people read it: <c>darts (second order)</c>.</summary>
    internal string Label => Set.Count == 0
        ? Entry.Card.Name
        : $"{Entry.Card.Name} ({string.Join(", ", Set.Select(option => $"{option.Value} {option.Key}"))})";

    /// <summary>A part of a folder's name: <c>darts-order-second</c>.</summary>
    internal string Slug => string.Concat(
        ToString().Select(sign => char.IsAsciiLetterOrDigit(sign) || sign == '.' ? char.ToLowerInvariant(sign) : '-'));

    /// <summary>Reads one.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="methods">Those it may be of.</param>
    /// <param name="where">What to call the text in a message.</param>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal static BenchVariant Parse(string text, IReadOnlyCollection<CatalogEntry> methods, string where)
    {
        var parts = text.Split(And, StringSplitOptions.TrimEntries);
        var entry = methods.FirstOrDefault(method => method.Card.Name == parts[0])
            ?? throw new InvalidInputException(
                $"{where} '{text}'",
                $"there is no such method '{parts[0]}'",
                $"give some of {string.Join(", ", methods.Select(method => method.Card.Name))}");
        var set = parts[1..].Select(part => part.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } value]
            ? KeyValuePair.Create(name, value)
            : throw new InvalidInputException(
                $"{where} '{text}'", $"'{part}' is not of the form name=value", "write for example darts+order=second"));
        return new(entry, [.. set]);
    }

    /// <summary>Reads several, parted by commas; <c>all</c> stands for those of a bench.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="methods">Those they may be of.</param>
    /// <param name="all">What <c>all</c> stands for.</param>
    /// <param name="where">What to call the text in a message.</param>
    /// <exception cref="InvalidInputException">One is none, or is there twice.</exception>
    internal static BenchVariant[] ParseList(
        string text, IReadOnlyCollection<CatalogEntry> methods, IEnumerable<BenchVariant> all, string where)
    {
        var variants = text.Split(',', StringSplitOptions.TrimEntries)
            .SelectMany(word => word == Everything ? all : [Parse(word, methods, where)])
            .ToArray();
        return variants.GroupBy(variant => variant.Slug).FirstOrDefault(group => group.Count() > 1) is { } doubled
            ? throw new InvalidInputException(where, $"'{doubled.First()}' is there twice", "name each once")
            : variants;
    }

    /// <summary>The options that <c>search</c> is to be given for it.</summary>
    /// <param name="shared">What is set for all methods, where they have it, or for one: <c>NAME=VALUE</c>, <c>METHOD.NAME=VALUE</c>.</param>
    /// <exception cref="InvalidInputException">The variant sets something twice.</exception>
    internal IReadOnlyList<string> Options(BenchOptions shared)
    {
        var options = shared.For(Entry);
        foreach (var same in Set.GroupBy(option => option.Key))
        {
            options[same.Key] = same.Count() == 1
                ? same.First().Value
                : throw new InvalidInputException($"--methods '{this}'", $"{same.Key} is set twice", "set it once");
        }

        return [.. options.Select(option => $"{option.Key}={option.Value}")];
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => string.Join(And, Set.Select(option => $"{option.Key}={option.Value}").Prepend(Entry.Card.Name));
}
