namespace Espalier.Strategies.Gradient;

/// <summary>The names of E2RNAS' objectives.</summary>
internal static class ObjectiveNames
{
    internal const string Accuracy = "accuracy";
    internal const string Parameters = "params";
    internal const string Robustness = "robustness";

    /// <summary>All of them.</summary>
    internal static readonly string[] All = [Accuracy, Parameters, Robustness];

    /// <summary>The list behind the text, in its order.</summary>
    internal static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gives the text back if it names objectives, each once, the accuracy among them.</summary>
    internal static string Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = Split(text);
        var sound = names.Contains(Accuracy) && names.Distinct().Count() == names.Length
            && names.All(name => name is Accuracy or Parameters or Robustness);
        return sound
            ? text
            : throw new ArgumentException($"'{text}' must name accuracy and may name params and robustness, each once", nameof(text));
    }
}
