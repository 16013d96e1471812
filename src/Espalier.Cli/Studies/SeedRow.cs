using Espalier.Cli.Output;
using Espalier.Statistics;
using Espalier.Studies;

namespace Espalier.Cli.Studies;

/// <summary>Trainings of two networks with several seeds each: what remains of a difference when they are trained again.</summary>
/// <param name="Name">The accuracy: clean, FGSM or PGD.</param>
/// <param name="A">The first's mean over its replicates.</param>
/// <param name="B">The second's.</param>
/// <param name="Difference">The second's mean less the first's.</param>
/// <param name="Interval">Its 95 % interval, Welch's.</param>
internal sealed record SeedRow(string Name, ResultMean A, ResultMean B, double Difference, double[] Interval)
{
    /// <summary>Rows where both were trained with two seeds or more; else none.</summary>
    internal static IReadOnlyList<SeedRow> Of(RunResult? a, RunResult? b) =>
        (a?.Finalists?[0].Trained, b?.Finalists?[0].Trained) is ({ } one, { } other)
            ? [.. new[] { Row("clean", one.Clean, other.Clean), Row("FGSM", one.Fgsm, other.Fgsm), Row("PGD", one.Pgd, other.Pgd) }.OfType<SeedRow>()]
            : [];

    internal static void Print(IReadOnlyList<SeedRow> rows, string a, string b)
    {
        var sheet = new Sheet("", $">{a}", $">{b}", ">difference", ">95 % interval");
        foreach (var row in rows)
        {
            sheet.Add(row.Name, Readable.Share(row.A), Readable.Share(row.B), Readable.Difference(row.Difference), Readable.Difference(row.Interval));
        }

        sheet.Print();
    }

    private static SeedRow? Row(string name, ResultMean a, ResultMean b) =>
        (a, b) is ({ Deviation: { } spread, Count: > 1 }, { Deviation: { } otherSpread, Count: > 1 })
            && Student.OfDifference((a.Mean, spread, a.Count), (b.Mean, otherSpread, b.Count)) is var (low, high)
                ? new(name, a, b, b.Mean - a.Mean, [low, high])
                : null;
}
