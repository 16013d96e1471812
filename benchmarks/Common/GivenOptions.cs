using System.Globalization;
using Espalier;

namespace Benchmarks;

/// <summary>An option that a program knows.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Form">What its value looks like.</param>
/// <param name="Meaning">One line of help.</param>
internal sealed record KnownOption(string Name, string Form, string Meaning);

/// <summary>The options given, <c>--name value</c> each; a value is checked where it is read.</summary>
internal sealed class GivenOptions
{
    private readonly Dictionary<string, string> values;

    private GivenOptions(Dictionary<string, string> values) => this.values = values;

    /// <exception cref="InvalidInputException">One is unknown, given twice or without a value.</exception>
    internal static GivenOptions Read(IReadOnlyList<string> arguments, IReadOnlyList<KnownOption> known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var argument = arguments[i];
            if (!argument.StartsWith("--", StringComparison.Ordinal) || known.All(option => option.Name != argument[2..]))
            {
                throw new InvalidInputException($"'{argument}'", "is no option", $"give {string.Join(", ", known.Select(Dashed))}");
            }

            if (i + 1 == arguments.Count)
            {
                throw new InvalidInputException(argument, "has no value", $"give {known.First(option => Dashed(option) == argument).Form}");
            }

            if (!values.TryAdd(argument[2..], arguments[i + 1]))
            {
                throw new InvalidInputException(argument, "is given twice", "give it once");
            }
        }

        return new(values);

        static string Dashed(KnownOption option) => $"--{option.Name}";
    }

    internal bool Has(string name) => values.ContainsKey(name);

    internal string? Text(string name) => values.GetValueOrDefault(name);

    internal int Integer(string name, int fallback, int least = 1, int most = int.MaxValue) =>
        Has(name) ? Number(name, values[name], least, most) : fallback;

    /// <summary>Numbers parted by commas, each once.</summary>
    internal IReadOnlyList<int> Integers(string name, string fallback, int most) =>
        [.. Distinct(name, values.GetValueOrDefault(name, fallback)).Select(text => Number(name, text, 1, most))];

    internal string Choice(string name, string fallback, params IReadOnlyList<string> allowed) =>
        Choices(name, fallback, allowed) is [var only]
            ? only
            : throw new InvalidInputException($"--{name}", "takes one value", Give(allowed));

    /// <summary>Words parted by commas, each once.</summary>
    internal IReadOnlyList<string> Choices(string name, string fallback, params IReadOnlyList<string> allowed)
    {
        var words = Distinct(name, values.GetValueOrDefault(name, fallback));
        return words.FirstOrDefault(word => !allowed.Contains(word)) is { } unknown
            ? throw new InvalidInputException($"--{name} '{unknown}'", "is unknown", Give(allowed))
            : words;
    }

    private static string Give(IReadOnlyList<string> allowed) => $"give {string.Join(", ", allowed)}";

    private static string[] Distinct(string name, string text)
    {
        var words = text.Split(',', StringSplitOptions.TrimEntries);
        return words.Distinct().Count() == words.Length
            ? words
            : throw new InvalidInputException($"--{name} {text}", "names something twice", "give each once");
    }

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new InvalidInputException(
                $"--{name} '{text}'",
                "is not a whole number in range",
                most == int.MaxValue ? $"give {least} or more" : $"give {least} to {most}");
}
