using Espalier.Cli.Output;
using Espalier.Evaluation;
using Espalier.Studies;

namespace Espalier.Cli.Studies;

/// <summary>Two studies beside each other: the document of <c>compare --json</c>.</summary>
/// <param name="A">The first, as in <c>runs</c>.</param>
/// <param name="B">The second.</param>
/// <param name="Settings">The settings that differ.</param>
/// <param name="Environment">What differs in what they ran on.</param>
/// <param name="Results">Every number that one of them has.</param>
/// <param name="Paired">Their networks on the same images.</param>
/// <param name="Unpaired">Why there are no such tests; null where there are.</param>
/// <param name="Seeds">Their networks over replicates, where both have two or more.</param>
internal sealed record Comparison(
    StudyItem A,
    StudyItem B,
    IReadOnlyList<Difference> Settings,
    IReadOnlyList<Difference> Environment,
    IReadOnlyList<ComparedNumber> Results,
    IReadOnlyList<PairedRow> Paired,
    string? Unpaired,
    IReadOnlyList<SeedRow> Seeds)
{
    // Two commands differ in their folders at least; what they come to is in the other settings.
    private const string Command = "command";

    internal static Comparison Of(StudyContent a, StudyContent b)
    {
        var networks = new PairedNetworks([(a.Item.Id, ModelOf(a)), (b.Item.Id, ModelOf(b))]);
        return new(
            a.Item,
            b.Item,
            Difference.Between(a.Row.Settings, b.Row.Settings, Command),
            Difference.Between(a.Environment, b.Environment),
            [.. Numbers(a).Zip(Numbers(b), (one, other) => ComparedNumber.Of(one.Name, one.Value, other.Value, one.Images, other.Images)).Where(number => number.IsKnown)],
            networks.Rows(),
            networks.Fault() is var (where, what) ? $"{where}: {what}" : null,
            SeedRow.Of(a.Result, b.Result));
    }

    internal void Print()
    {
        Differences("settings that differ", Settings);
        Differences("environment that differs", Environment);
        Console.Out.WriteLine("\nresults");
        var sheet = new Sheet("", $">{A.Id}", $">{B.Id}", ">difference");
        foreach (var number in Results)
        {
            sheet.Add(number.Name, Text(number.A, number.IntervalA), Text(number.B, number.IntervalB), Signed(number.Difference));
        }

        sheet.Print();
        Console.Out.WriteLine(Unpaired is null ? "\nthe same images: first and second alone right, McNemar's exact p" : $"\nthe same images: no test, {Unpaired}");
        if (Paired.Count > 0)
        {
            PairedRow.Print(Paired);
        }

        if (Seeds.Count > 0)
        {
            Console.Out.WriteLine("\nover seeds: means of the replicates' test accuracies, Welch's interval");
            SeedRow.Print(Seeds, A.Id, B.Id);
        }
    }

    private static string ModelOf(StudyContent study) => Path.Combine(study.Row.Folder, "model.safetensors");

    private static string Text(double? value, double[]? interval) =>
        interval is [var low, var high] ? $"{Readable.Share(value)} ({Readable.Share(low)} to {Readable.Share(high)})" : Readable.Number(value);

    private void Differences(string title, IReadOnlyList<Difference> differences)
    {
        Console.Out.WriteLine(differences.Count == 0 ? $"{title}: none" : title);
        if (differences.Count == 0)
        {
            return;
        }

        var sheet = new Sheet("", A.Id, B.Id);
        foreach (var difference in differences)
        {
            sheet.Add(difference.Name, difference.A ?? "-", difference.B ?? "-");
        }

        sheet.Print();
    }

    private static IEnumerable<(string Name, double? Value, int? Images)> Numbers(StudyContent study)
    {
        var result = study.Result;
        yield return ("test accuracy, clean", study.Item.Accuracy?.Clean, result?.TestImages);
        yield return ("test accuracy, FGSM", study.Item.Accuracy?.Fgsm, result?.TestImages);
        yield return ("test accuracy, PGD", study.Item.Accuracy?.Pgd, result?.TestImages);
        yield return ("best trial's validation accuracy", study.Item.BestTrial, result?.ValidationImages);
        foreach (var (name, value) in new (string, double?)[]
        {
            ("trials", study.Item.Trials),
            ("parameters", result?.Params),
            ("MACs", result?.Macs),
            ("latency, ms", result?.LatencyMilliseconds),
            ("search, s", result?.Search?.Seconds),
            ("search step, ms", result?.Search?.StepMilliseconds?.Median),
            ("training, s", result?.Train?.Seconds),
            ("worked, s", study.Item.Seconds),
        })
        {
            yield return (name, value, null);
        }
    }

    private static string Signed(double? difference) =>
        difference is { } number && number > 0 ? $"+{Readable.Number(number)}" : Readable.Number(difference);
}

/// <summary>A setting that is not the same in both.</summary>
/// <param name="Name">Its name, e.g. <c>limits.maxParams</c>.</param>
/// <param name="A">The first's; null where it has none.</param>
/// <param name="B">The second's.</param>
internal sealed record Difference(string Name, string? A, string? B)
{
    internal static IReadOnlyList<Difference> Between(string a, string b, string? without = null)
    {
        var (one, other) = (FlatJson.Of(a), FlatJson.Of(b));
        return
        [
            .. one.Keys.Union(other.Keys)
                .Where(name => name != without)
                .Order(StringComparer.Ordinal)
                .Select(name => new Difference(name, one.GetValueOrDefault(name), other.GetValueOrDefault(name)))
                .Where(difference => difference.A != difference.B),
        ];
    }
}

/// <summary>A result of both.</summary>
/// <param name="Name">Its name and unit.</param>
/// <param name="A">The first's; null where it has none.</param>
/// <param name="B">The second's.</param>
/// <param name="IntervalA">The first's 95 % interval (Wilson); null of what is no accuracy, or of nobody knows how many images.</param>
/// <param name="IntervalB">The second's.</param>
internal sealed record ComparedNumber(string Name, double? A, double? B, double[]? IntervalA, double[]? IntervalB)
{
    /// <summary>The second less the first; null where one is missing.</summary>
    public double? Difference => B - A;

    internal bool IsKnown => A is not null || B is not null;

    internal static ComparedNumber Of(string name, double? a, double? b, int? imagesA, int? imagesB) =>
        new(name, a, b, Ends(a, imagesA), Ends(b, imagesB));

    private static double[]? Ends(double? share, int? images) =>
        share is { } fraction && images is { } count && Accuracy.Of(fraction, count).Interval is var (low, high) ? [low, high] : null;
}
