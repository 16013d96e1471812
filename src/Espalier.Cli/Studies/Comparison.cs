using Espalier.Cli.Output;
using Espalier.Studies;

namespace Espalier.Cli.Studies;

/// <summary>Two studies beside each other: the document of <c>compare --json</c>.</summary>
/// <param name="A">The first, as in <c>runs</c>.</param>
/// <param name="B">The second.</param>
/// <param name="Settings">The settings that differ.</param>
/// <param name="Environment">What differs in what they ran on.</param>
/// <param name="Results">Every number that one of them has.</param>
internal sealed record Comparison(
    StudyItem A, StudyItem B, IReadOnlyList<Difference> Settings, IReadOnlyList<Difference> Environment, IReadOnlyList<ComparedNumber> Results)
{
    // Two commands differ in their folders at least; what they come to is in the other settings.
    private const string Command = "command";

    internal static Comparison Of(StudyContent a, StudyContent b) => new(
        a.Item,
        b.Item,
        Difference.Between(a.Row.Settings, b.Row.Settings, Command),
        Difference.Between(a.Environment, b.Environment),
        [.. Numbers(a).Zip(Numbers(b), (one, other) => new ComparedNumber(one.Name, one.Value, other.Value)).Where(number => number.IsKnown)]);

    internal void Print()
    {
        Differences("settings that differ", Settings);
        Differences("environment that differs", Environment);
        Console.Out.WriteLine("\nresults");
        var sheet = new Sheet("", $">{A.Id}", $">{B.Id}", ">difference");
        foreach (var number in Results)
        {
            sheet.Add(number.Name, Readable.Number(number.A), Readable.Number(number.B), Signed(number.Difference));
        }

        sheet.Print();
    }

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

    private static IEnumerable<(string Name, double? Value)> Numbers(StudyContent study)
    {
        var result = study.Result;
        yield return ("test accuracy, clean", study.Item.Accuracy?.Clean);
        yield return ("test accuracy, FGSM", study.Item.Accuracy?.Fgsm);
        yield return ("test accuracy, PGD", study.Item.Accuracy?.Pgd);
        yield return ("best trial's validation accuracy", study.Item.BestTrial);
        yield return ("trials", study.Item.Trials);
        yield return ("parameters", result?.Params);
        yield return ("MACs", result?.Macs);
        yield return ("latency, ms", result?.LatencyMilliseconds);
        yield return ("search, s", result?.Search?.Seconds);
        yield return ("search step, ms", result?.Search?.StepMilliseconds?.Median);
        yield return ("training, s", result?.Train?.Seconds);
        yield return ("worked, s", study.Item.Seconds);
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
internal sealed record ComparedNumber(string Name, double? A, double? B)
{
    /// <summary>The second less the first; null where one is missing.</summary>
    public double? Difference => B - A;

    internal bool IsKnown => A is not null || B is not null;
}
