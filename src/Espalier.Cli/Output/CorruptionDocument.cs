using System.Text.Json;
using Espalier.Corruptions;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Output;

/// <summary>The document of <c>evaluate --corruptions --json</c>; accuracies are fractions, <c>corrupted</c> is the mean corruption accuracy.</summary>
internal sealed record CorruptionDocument(
    string Space,
    string Genotype,
    string Data,
    int Images,
    IReadOnlyDictionary<string, double> Accuracy,
    IReadOnlyDictionary<string, double[]> Interval,
    IReadOnlyList<CorruptionDocument.Corrupted> Corruptions,
    string File,
    double Seconds)
{
    internal static CorruptionDocument Of(ModelCard card, CorruptionEvaluation found, string file)
    {
        var clean = found.CleanAccuracy();
        return new(
            card.Space,
            card.Genotype,
            found.Request.Data,
            found.Request.Images,
            new Dictionary<string, double> { ["clean"] = clean.Fraction, ["corrupted"] = found.MeanAccuracy() },
            new Dictionary<string, double[]> { ["clean"] = Ends(clean) },
            [.. found.Outcomes().Select(Corrupted.Of)],
            file,
            found.Seconds);
    }

    /// <summary>As one document, or for people: a row for each corruption, a column for each severity.</summary>
    internal void Print(bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(this, StudyJson.Document));
            return;
        }

        var sheet = new Sheet();
        sheet.Add("images", $"{Readable.Count(Images)} test images of {Data}");
        sheet.Add("clean", $"{Readable.Share(Accuracy["clean"])} (95 % interval {Text(Interval["clean"])})");
        sheet.Add("corrupted", $"{Readable.Share(Accuracy["corrupted"])}, the mean over corruptions of the mean over severities");
        sheet.Add("seconds", Readable.Seconds(Seconds));
        sheet.Add("kept in", File);
        sheet.Print();
        Console.Out.WriteLine();
        Table().Print();
    }

    private Sheet Table()
    {
        var severities = Corruptions.SelectMany(corrupted => corrupted.Severities.Select(at => at.Severity)).Distinct().Order().ToArray();
        var table = new Sheet(["corruption", "family", ">mean", .. severities.Select(severity => $">severity {severity} (95 % interval)")]);
        foreach (var corrupted in Corruptions)
        {
            table.Add(
            [
                corrupted.Name,
                corrupted.Family,
                Readable.Share(corrupted.Accuracy),
                .. severities.Select(severity => corrupted.Severities.FirstOrDefault(at => at.Severity == severity) is { } at
                    ? $"{Readable.Share(at.Accuracy)} ({Text(at.Interval)})"
                    : string.Empty),
            ]);
        }

        return table;
    }

    private static double[] Ends(Accuracy accuracy) => [accuracy.Interval.Low, accuracy.Interval.High];

    private static string Text(double[] interval) => $"{Readable.Share(interval[0])} to {Readable.Share(interval[1])}";

    /// <summary>A corruption, with the mean over its severities.</summary>
    internal sealed record Corrupted(string Name, string Family, double Accuracy, IReadOnlyList<AtSeverity> Severities)
    {
        internal static Corrupted Of(CorruptionOutcome outcome) => new(
            outcome.Name,
            CorruptionCatalog.Create(outcome.Name).Family.ToString().ToLowerInvariant(),
            outcome.Mean,
            [.. outcome.BySeverity.Select(found => new AtSeverity(found.Severity, found.Accuracy.Fraction, Ends(found.Accuracy)))]);
    }

    /// <summary>One severity.</summary>
    internal sealed record AtSeverity(int Severity, double Accuracy, double[] Interval);
}
