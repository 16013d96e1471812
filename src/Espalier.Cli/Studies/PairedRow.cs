using Espalier.Attacks;
using Espalier.Cli.Output;
using Espalier.Evaluation;
using Espalier.Statistics;

namespace Espalier.Cli.Studies;

/// <summary>Two networks on the same images under one condition, as <c>compare --json</c> tells it. Accuracies are fractions, intervals are at 95 %.</summary>
/// <param name="A">The first network.</param>
/// <param name="B">The second.</param>
/// <param name="Attack">What was done to the images; null: nothing.</param>
/// <param name="Norm">What the radius measures.</param>
/// <param name="Epsilon">The attack's radius in pixel units.</param>
/// <param name="Data">Whose test images.</param>
/// <param name="Images">How many.</param>
/// <param name="AccuracyA">The first's accuracy, with Wilson's interval.</param>
/// <param name="AccuracyB">The second's.</param>
/// <param name="Difference">The second's less the first's, with Newcombe's interval for pairs.</param>
/// <param name="OnlyA">Images that the first alone gets right.</param>
/// <param name="OnlyB">Images that the second alone does.</param>
/// <param name="P">McNemar's exact p-value.</param>
/// <param name="MidP">McNemar's mid-p value.</param>
/// <param name="AdjustedP">The exact one, corrected by Holm for all tests told together.</param>
/// <param name="Standing">Of the images right as they are, the share that stands the attack; null without one.</param>
internal sealed record PairedRow(
    string A,
    string B,
    string? Attack,
    string? Norm,
    double? Epsilon,
    string Data,
    int Images,
    PairedRow.Estimate AccuracyA,
    PairedRow.Estimate AccuracyB,
    PairedRow.Estimate Difference,
    int OnlyA,
    int OnlyB,
    double P,
    double MidP,
    double AdjustedP,
    PairedRow.Shares? Standing)
{
    internal static PairedRow Of(PairedTest test, IReadOnlyList<string> names)
    {
        var counts = test.Counts;
        return new(
            names[test.First],
            names[test.Second],
            test.Threat?.Name,
            test.Threat?.Norm.Text(),
            test.Threat?.Epsilon,
            test.Data,
            counts.Total,
            Estimate.Of(new Accuracy(counts.First, counts.Total)),
            Estimate.Of(new Accuracy(counts.Second, counts.Total)),
            Estimate.Of(counts.Difference, counts.DifferenceInterval()),
            counts.OnlyFirst,
            counts.OnlySecond,
            counts.ExactP(),
            McNemar.MidP(counts.OnlyFirst, counts.OnlySecond),
            test.AdjustedP,
            test.Standing is { } standing
                ? new(standing.First, standing.Second, Estimate.Of(standing.Difference, standing.Interval))
                : null);
    }

    /// <summary>The rows as a table, with what stands of the right ones below each attack.</summary>
    internal static void Print(IReadOnlyList<PairedRow> rows)
    {
        var several = rows.Select(row => (row.A, row.B)).Distinct().Count() > 1;
        var (a, b) = several ? ("first", "second") : (rows[0].A, rows[0].B);
        var sheet = new Sheet("", ">images", $">{a}", $">{b}", ">difference", ">95 % interval", ">first alone", ">second alone", ">p", ">p, Holm");
        foreach (var row in rows)
        {
            var pair = several ? $"{row.A}, {row.B}: " : string.Empty;
            sheet.Add(
                pair + row.Condition(),
                Readable.Count(row.Images),
                Readable.Share(row.AccuracyA.Value),
                Readable.Share(row.AccuracyB.Value),
                Readable.Difference(row.Difference.Value),
                Readable.Difference(row.Difference.Interval),
                Readable.Count(row.OnlyA),
                Readable.Count(row.OnlyB),
                Readable.Probability(row.P),
                Readable.Probability(row.AdjustedP));
            if (row.Standing is { } standing)
            {
                sheet.Add(
                    "  of those right as they are",
                    string.Empty,
                    Readable.Share(standing.A),
                    Readable.Share(standing.B),
                    Readable.Difference(standing.Difference.Value),
                    Readable.Difference(standing.Difference.Interval),
                    string.Empty,
                    string.Empty,
                    string.Empty,
                    string.Empty);
            }
        }

        sheet.Print();
    }

    private string Condition() => Attack is null ? "clean"
        : $"{Attack}, {Norm}, {(Norm == Attacks.Norm.Linf.Text() ? Readable.Epsilon(Epsilon!.Value) : Readable.Number(Epsilon))}";

    /// <summary>A number with its interval.</summary>
    internal sealed record Estimate(double Value, double[] Interval)
    {
        internal static Estimate Of(Accuracy accuracy) => Of(accuracy.Fraction, accuracy.Interval);

        internal static Estimate Of(double value, Interval interval) => new(value, [interval.Low, interval.High]);
    }

    /// <summary>What stands of the images that are right as they are, with the bootstrap's interval of the difference.</summary>
    internal sealed record Shares(double A, double B, Estimate Difference);
}
