using Espalier.Estimators;

namespace Espalier.Strategies.Evolution;

/// <summary>What an outcome says of objectives, each to be small.</summary>
internal static class OutcomeObjectives
{
    private static readonly SortedDictionary<string, Func<TrialOutcome, double>> Known = new(StringComparer.Ordinal)
    {
        ["accuracy"] = outcome => -outcome.Accuracy ?? double.PositiveInfinity,
        ["robustness"] = outcome => -outcome.RobustAccuracy ?? double.PositiveInfinity,
        ["params"] = outcome => outcome.Params,
        ["macs"] = outcome => outcome.Macs,
        ["seconds"] = outcome => outcome.Seconds,
    };

    /// <summary>Those of a list parted by commas.</summary>
    /// <exception cref="InvalidInputException">One is unknown, or named twice.</exception>
    internal static IEnumerable<Func<TrialOutcome, double>> Of(string names)
    {
        var given = names.Split(',', StringSplitOptions.TrimEntries);
        return Array.TrueForAll(given, Known.ContainsKey) && given.Distinct().Count() == given.Length
            ? given.Select(name => Known[name])
            : throw new InvalidInputException($"objectives='{names}'", "is no list of objectives", $"name some of {string.Join(", ", Known.Keys)}, each once");
    }
}
