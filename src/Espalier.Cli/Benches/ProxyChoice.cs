using System.Globalization;
using Espalier.Catalog;
using Espalier.Estimators.ZeroCost;

namespace Espalier.Cli.Benches;

/// <summary>A proxy that takes part in the bench, on so many cells.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cells">How many cells; null: as many as the bench has.</param>
internal sealed record ProxyChoice(string Name, int? Cells)
{
    /// <summary>Every proxy.</summary>
    internal static IReadOnlyList<ProxyChoice> All =>
        [.. MethodCatalog.Of<IZeroCostProxy>().Entries.Select(entry => new ProxyChoice(entry.Card.Name, null))];

    /// <summary>Reads <c>NAME[:CELLS],...</c>.</summary>
    /// <exception cref="InvalidInputException">A name is none of a proxy or is there twice, or a number is none.</exception>
    internal static IReadOnlyList<ProxyChoice> Parse(string option, string text)
    {
        ProxyChoice[] chosen = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(word => One(option, word))];
        return chosen.DistinctBy(choice => choice.Name).Count() == chosen.Length
            ? chosen
            : throw new InvalidInputException($"{option} '{text}'", "names a proxy twice", "name each once");
    }

    private static ProxyChoice One(string option, string word)
    {
        var parts = word.Split(':', 2);
        ZeroCostScorer.Find(parts[0]);
        return parts.Length == 1
            ? new(parts[0], null)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var cells) && cells >= 2
                ? new(parts[0], cells)
                : throw new InvalidInputException(
                    $"{option} '{word}'", "a whole number of at least 2 cells is needed behind the colon", $"write for example {parts[0]}:100");
    }
}
