using System.Text.RegularExpressions;
using Espalier.Statistics;

namespace Espalier.Reports.Sections;

/// <summary>A number that candidates have: what they cost, or how good they are.</summary>
/// <param name="Path">Where it stands in a candidate's document.</param>
/// <param name="Name">Its name on an axis.</param>
/// <param name="Short">Its name on a button.</param>
/// <param name="Text">How it is told.</param>
internal sealed partial record Measure(string Path, string Name, string Short, Func<double, string> Text)
{
    private const string Mean = ".mean";

    /// <summary>Parameters.</summary>
    internal static readonly Measure Parameters = new("params", "parameters", "parameters", Numbers.Count);

    /// <summary>Accuracy on images as they are.</summary>
    internal static readonly Measure Clean = new("accuracy.clean", "clean accuracy", "clean", Numbers.Percent);

    /// <summary>Time of one image.</summary>
    internal static readonly Measure Latency = new("latencyMilliseconds", "latency of one image in ms", "latency", value => $"{value:0.00} ms");

    private static readonly Measure[] Known =
    [
        Parameters,
        new("macs", "multiply-accumulates", "MACs", Numbers.Count),
        Latency,
    ];

    private static readonly Measure[] KnownQualities =
    [
        Clean,
        new("accuracy.fgsm", "accuracy under FGSM", "FGSM", Numbers.Percent),
        new("accuracy.pgd", "accuracy under PGD", "PGD", Numbers.Percent),
        new("accuracy.corrupted", "mean corruption accuracy", "corrupted", Numbers.Percent),
        new("accuracy.ood", "AUROC against images of other data", "ood AUROC", Numbers.Percent),
    ];

    /// <summary>What these candidates cost, as far as it is known of one at least.</summary>
    internal static List<Measure> Costs(IReadOnlyList<Candidate> candidates) =>
        [.. Known.Where(measure => candidates.Any(candidate => candidate.Of(measure) is not null))];

    /// <summary>How good they are: every accuracy that is recorded of one at least, the usual ones first.</summary>
    internal static List<Measure> Qualities(IReadOnlyList<Candidate> candidates)
    {
        var paths = candidates.SelectMany(candidate => candidate.Leaves.Keys.Where(path => candidate.OfPath(path) is >= 0 and <= 1))
            .Where(path => AccuracyPath().IsMatch(path)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. KnownQualities.Where(measure => paths.Contains(measure.Path)),
            .. paths.Except(KnownQualities.Select(measure => measure.Path)).Order(StringComparer.Ordinal).Select(Named),
        ];
    }

    /// <summary>The number as text, with its deviation where that is known, and the interval of a mean.</summary>
    internal string Value(Candidate candidate)
    {
        if (candidate.Of(this) is not { } value)
        {
            return "-";
        }

        var of = Path.EndsWith(Mean, StringComparison.Ordinal) ? Path[..^Mean.Length] : null;
        return of is not null && candidate.OfPath($"{of}.deviation") is { } deviation
            ? $"{Text(value)} ± {Text(deviation)}{Interval(candidate, of, value, deviation)}"
            : Text(value);
    }

    private string Interval(Candidate candidate, string of, double mean, double deviation)
    {
        if (candidate.OfPath($"{of}.count") is not (>= 2 and var count))
        {
            return string.Empty;
        }

        var (low, high) = Student.OfMean(mean, deviation, (int)count);
        return $" (n = {count}, 95 %: {Text(low)} to {Text(high)})";
    }

    /// <summary>The number and what it is.</summary>
    internal string Tell(Candidate candidate) => $"{Short} {Value(candidate)}";

    /// <summary><c>trained.pgd.mean</c> is PGD, trained.</summary>
    private static Measure Named(string path)
    {
        var found = AccuracyPath().Match(path);
        var kind = found.Groups["kind"].Value == "clean" ? "clean" : found.Groups["kind"].Value.ToUpperInvariant();
        var name = found.Groups["of"].Value is { Length: > 0 } of ? $"{kind}, {of.TrimEnd('.')}" : kind;
        return new Measure(path, $"accuracy ({name})", name, Numbers.Percent);
    }

    [GeneratedRegex(@"^(?<of>.*\.)?(?<kind>clean|fgsm|pgd|corrupted|ood)(\.mean)?$")]
    private static partial Regex AccuracyPath();
}
