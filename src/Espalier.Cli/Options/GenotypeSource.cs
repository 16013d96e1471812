using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Cli.Options;

/// <summary>Reads the genotype that a user named: a file, a run's folder, or the text itself.</summary>
internal static class GenotypeSource
{
    internal const string Help =
        "a file or a text in either notation: {\"space\":\"darts\",...} or Genotype(normal=[('sep_conv_3x3', 0), ...], ...)";

    // What no path to a genotype has and every notation does.
    private static readonly char[] SignsOfText = ['{', '(', '|'];

    /// <exception cref="InvalidInputException">There is none, or it is broken.</exception>
    internal static Genotype Read(string? given, ISearchSpace space)
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
