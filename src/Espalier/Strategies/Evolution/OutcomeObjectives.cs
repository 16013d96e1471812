using Espalier.Estimators;

namespace Espalier.Strategies.Evolution;

/// <summary>What an outcome says of objectives, each to be small.</summary>
internal static class OutcomeObjectives
{
    private static readonly SortedDictionary<string, Func<TrialOutcome, double>> Known = new(StringComparer.Ordinal)
    {
        ["accuracy"] = outcome => -outcome.Accuracy ?? double.PositiveInfinity,
        ["corruptions"] = outcome => -outcome.CorruptedAccuracy ?? double.PositiveInfinity,
        ["ood"] = outcome => -outcome.OodAuroc ?? double.PositiveInfinity,
        ["robustness"] = outcome => -outcome.RobustAccuracy ?? double.PositiveInfinity,
        ["params"] = outcome => outcome.Params,
        ["macs"] = outcome => outcome.Macs,
        ["seconds"] = outcome => outcome.Seconds,
    };

    /// <summary>Gives the text back if it names objectives, each once, parted by commas.</summary>
    internal static string Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = Split(text);
        return Array.TrueForAll(names, Known.ContainsKey) && names.Distinct().Count() == names.Length
            ? text
            : throw new ArgumentException($"'{text}' must name some of {string.Join(", ", Known.Keys)}, each once", nameof(text));
    }

    /// <summary>Those of such a text.</summary>
    internal static IEnumerable<Func<TrialOutcome, double>> Of(string text) => Split(text).Select(name => Known[name]);

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries);
}
