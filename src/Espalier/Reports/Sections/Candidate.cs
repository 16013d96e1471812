using System.Globalization;

namespace Espalier.Reports.Sections;

/// <summary>A judged genotype with whatever numbers are known of it.</summary>
/// <param name="Label">What to call it.</param>
/// <param name="Leaves">Its document's leaves by path.</param>
internal sealed record Candidate(string Label, IReadOnlyDictionary<string, string> Leaves)
{
    /// <summary>Its architecture's text.</summary>
    internal string Genotype => Leaves.GetValueOrDefault("genotype", string.Empty);

    /// <summary>A line of a log of trials, whose accuracy is that of clean images.</summary>
    internal static Candidate OfTrial(int number, IReadOnlyDictionary<string, string> leaves) => new(
        $"trial {number + 1}",
        leaves.ToDictionary(leaf => leaf.Key == "accuracy" ? Measure.Clean.Path : leaf.Key, leaf => leaf.Value, StringComparer.Ordinal));

    /// <summary>A number of it, or null.</summary>
    internal double? Of(Measure measure) => OfPath(measure.Path);

    /// <summary>The number at a path, or null where there is none or it is no finite one.</summary>
    internal double? OfPath(string path) =>
        Leaves.TryGetValue(path, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;
}
