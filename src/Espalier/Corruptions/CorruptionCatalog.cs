using System.Globalization;
using Espalier.Catalog;

namespace Espalier.Corruptions;

/// <summary>Finds the corruptions that a user named.</summary>
public static class CorruptionCatalog
{
    /// <summary>What names them all.</summary>
    public const string Everything = "all";

    private const int ChosenSeverity = 3;

    /// <summary>Every corruption by family, then by name.</summary>
    public static IReadOnlyList<NamedCorruption> All { get; } =
    [
        .. MethodCatalog.Of<Corruption>().Entries
            .Select(entry => new NamedCorruption(entry.Card.Name, (Corruption)Activator.CreateInstance(entry.Type)!))
            .OrderBy(named => named.Corruption.Family)
            .ThenBy(named => named.Name, StringComparer.Ordinal),
    ];

    /// <summary>
    /// What a search judges networks by: one corruption of each family at severity 3, since every candidate meets them. The other eleven stay unseen:
    /// what a search gains on them is no gain by heart.
    /// </summary>
    public static IReadOnlyList<CorruptionCell> ForSearch { get; } =
        Cells($"gaussian-noise:{ChosenSeverity},motion-blur:{ChosenSeverity},fog:{ChosenSeverity},contrast:{ChosenSeverity}");

    /// <summary>The corruption of a name.</summary>
    /// <exception cref="InvalidInputException">There is none.</exception>
    public static Corruption Create(string name) => All.FirstOrDefault(named => named.Name == name)?.Corruption
        ?? throw new InvalidInputException(
            $"corruption '{name}'", "there is none of that name", $"give all, or some of {string.Join(", ", All.Select(named => named.Name))}");

    /// <summary>
    /// The corruptions that a text names, in its order: <c>all</c>, or names parted by commas, each at all severities, or at the one behind a colon:
    /// <c>fog,snow:3</c>.
    /// </summary>
    /// <exception cref="InvalidInputException">A name or a severity is unknown, or is there twice.</exception>
    public static IReadOnlyList<CorruptionCell> Cells(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text == Everything ? All.Select(named => named.Name) : text.Split(',', StringSplitOptions.TrimEntries);
        var cells = parts.SelectMany(Of).ToArray();
        var twice = cells.GroupBy(cell => cell).FirstOrDefault(alike => alike.Count() > 1)?.Key;
        return twice is null
            ? cells
            : throw new InvalidInputException($"corruptions '{text}'", $"{twice.Name} at severity {twice.Severity} is there twice", "name it once");
    }

    private static IEnumerable<CorruptionCell> Of(string part)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? part : part[..colon];
        Create(name);
        if (colon < 0)
        {
            return Enumerable.Range(1, Corruption.Severities).Select(severity => new CorruptionCell(name, severity));
        }

        return int.TryParse(part.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            && given is >= 1 and <= Corruption.Severities
                ? [new CorruptionCell(name, given)]
                : throw new InvalidInputException(
                    $"corruption '{part}'", "has no such severity", $"give one from 1 to {Corruption.Severities} behind the colon, or none for all");
    }
}

/// <summary>A corruption under the name that a user writes.</summary>
/// <param name="Name">Its card's.</param>
/// <param name="Corruption">The corruption.</param>
public sealed record NamedCorruption(string Name, Corruption Corruption);

/// <summary>A corruption at one severity.</summary>
/// <param name="Name">Its card's name.</param>
/// <param name="Severity">1 to 5.</param>
public sealed record CorruptionCell(string Name, int Severity)
{
    /// <summary>Corrupts an image. Draws derive from the seed, the corruption, its severity and the image's number, and from nothing else.</summary>
    /// <param name="picture">Pixels 0 to 1.</param>
    /// <param name="seed">The seed of the whole.</param>
    /// <param name="number">The image's number, so that no two images get the same noise.</param>
    /// <exception cref="InvalidInputException">There is no such corruption.</exception>
    public Picture Apply(Picture picture, ulong seed, int number) => CorruptionCatalog.Create(Name)
        .Apply(picture, Severity, new SeededRandom(SeededRandom.Derive(seed, $"corruption {Name}", Severity, number)));
}
