using System.Globalization;

namespace Espalier.Cli.Options;

/// <summary>Whole numbers parted by commas.</summary>
internal static class GivenNumbers
{
    /// <summary>Reads them: from 1, each once.</summary>
    /// <param name="option">What they were given by.</param>
    /// <param name="text">As they were written.</param>
    /// <param name="most">The largest that is allowed.</param>
    /// <exception cref="InvalidInputException">One is none, too large or there twice.</exception>
    internal static ulong[] Of(string option, string text, ulong most)
    {
        var numbers = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(word => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
                ? number
                : throw new InvalidInputException(
                    $"{option} '{word}'",
                    most == ulong.MaxValue ? "is no whole number of at least 1" : $"is no whole number from 1 to {most}",
                    $"give numbers parted by commas, e.g. {option} 1,2,3"))
            .ToArray();
        return numbers.Distinct().Count() == numbers.Length
            ? numbers
            : throw new InvalidInputException($"{option} {text}", "names a number twice", "name each once");
    }
}
