using Espalier.Catalog;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Options;

/// <summary>Reads the genotype that a user named: a file, a run's folder, or the text itself.</summary>
internal static class GenotypeSource
{
    internal const string Help =
        "a file or a text in a notation of its space: "
        + "{\"space\":\"darts\",...}, Genotype(normal=[('sep_conv_3x3', 0), ...], ...), |nor_conv_3x3~0|+|...|";

    // What no path to a genotype has and every notation does.
    private static readonly char[] SignsOfText = ['{', '(', '|'];

    /// <summary>The genotype and its space.</summary>
    /// <param name="given">What the user named.</param>
    /// <param name="space">The space that was asked for; null: the first whose genotype it is, the usual one before the others.</param>
    /// <exception cref="InvalidInputException">There is none, or it is broken.</exception>
    internal static (Genotype Genotype, ISearchSpace Space) Read(string? given, string? space)
    {
        if (space is not null)
        {
            var asked = Flow.SpaceOf(space);
            return (Read(given, asked), asked);
        }

        var usual = Flow.SpaceOf(RunOptions.UsualSpace);
        try
        {
            return (Read(given, usual), usual);
        }
        catch (InvalidInputException)
        {
            foreach (var entry in MethodCatalog.Of<ISearchSpace>().Entries.Where(entry => entry.Card.Name != RunOptions.UsualSpace))
            {
                var other = Flow.SpaceOf(entry.Card.Name);
                if (TryRead(given, other) is { } genotype)
                {
                    return (genotype, other);
                }
            }

            throw;
        }
    }

    private static Genotype? TryRead(string? given, ISearchSpace space)
    {
        try
        {
            return Read(given, space);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static Genotype Read(string? given, ISearchSpace space)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            throw new InvalidInputException("--genotype", "is missing", $"give {Help}");
        }

        var path = Directory.Exists(given) ? Path.Combine(given, "genotype.json") : given;
        if (File.Exists(path))
        {
            return space.Parse(AtomicText.Read(path), path);
        }

        return given.IndexOfAny(SignsOfText) >= 0
            ? space.Parse(given, "--genotype")
            : throw new InvalidInputException($"--genotype '{given}'", "there is no such file, and it is no genotype", $"give {Help}");
    }
}
