namespace Espalier.Strategies.Gradient;

/// <summary>The names of objectives: those of E2RNAS, and what its authors added later.</summary>
internal static class ObjectiveNames
{
    internal const string Accuracy = "accuracy";
    internal const string Parameters = "params";
    internal const string Robustness = "robustness";
    internal const string Corruptions = "corruptions";
    internal const string Ood = "ood";

    /// <summary>All of them.</summary>
    internal static readonly string[] All = [Accuracy, Parameters, Robustness, Corruptions, Ood];

    /// <summary>The list behind the text, in its order.</summary>
    internal static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gives the name of data back if there is one.</summary>
    internal static string CheckData(string text) => string.IsNullOrWhiteSpace(text)
        ? throw new ArgumentException("must name data, or noise", nameof(text))
        : text;

    /// <summary>Gives the text back if it names objectives, each once, the accuracy among them.</summary>
    internal static string Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = Split(text);
        var sound = names.Contains(Accuracy) && names.Distinct().Count() == names.Length
            && names.All(All.Contains);
        return sound
            ? text
            : throw new ArgumentException($"'{text}' must name accuracy and may name {string.Join(", ", All.Skip(1))}, each once", nameof(text));
    }
}
