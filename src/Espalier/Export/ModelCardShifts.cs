using System.Globalization;
using System.Text;
using Espalier.Corruptions;
using Espalier.Evaluation;

namespace Espalier.Export;

/// <summary>The part of a model card about images that are not as those the network was trained on: corrupted, or of other data.</summary>
internal static class ModelCardShifts
{
    /// <summary>Writes nothing where nothing was evaluated.</summary>
    internal static void Write(StringBuilder page, IReadOnlyList<CorruptionEvaluation> corruptions, IReadOnlyList<OutlierEvaluation> outliers)
    {
        foreach (var found in corruptions)
        {
            Corrupted(page, found);
        }

        if (outliers.Count > 0)
        {
            Outliers(page, outliers);
        }
    }

    private static void Corrupted(StringBuilder page, CorruptionEvaluation found)
    {
        var request = found.Request;
        Line(page, $"## Common corruptions ({request.Corruptions})");
        Line(page, $"");
        Line(page, $"Of the network that this file was made from, by `espalier evaluate`, on {request.Images:N0} test images of `{request.Data}`");
        Line(page, $"(seed {request.Seed}).");
        Line(page, $"Mean corruption accuracy, over corruptions of the mean over severities: **{found.MeanAccuracy():0.0000}**;");
        Line(page, $"clean {found.CleanAccuracy().Fraction:0.0000}. Intervals are Wilson's at 95 %.");
        Line(page, $"");
        Line(page, $"| | mean | {string.Join(" | ", Severities().Select(severity => $"severity {severity}"))} |");
        Line(page, $"|---|---|{string.Concat(Severities().Select(_ => "---|"))}");
        foreach (var outcome in found.Outcomes())
        {
            var cells = Severities().Select(severity => outcome.BySeverity.FirstOrDefault(at => at.Severity == severity).Accuracy is { } accuracy
                ? FormattableString.Invariant($"{accuracy.Fraction:0.0000} ({accuracy.Interval.Low:0.000} to {accuracy.Interval.High:0.000})")
                : string.Empty);
            Line(page, $"| {outcome.Name} | {outcome.Mean:0.0000} | {string.Join(" | ", cells)} |");
        }

        Line(page, $"");

        IEnumerable<int> Severities() => Enumerable.Range(1, Corruption.Severities).Where(severity => request.Cells.Any(cell => cell.Severity == severity));
    }

    private static void Outliers(StringBuilder page, IReadOnlyList<OutlierEvaluation> outliers)
    {
        Line(page, $"## Images of other data");
        Line(page, $"");
        Line(page, $"Whether the largest probability of the softmax tells test images (known) from others (arXiv 1610.02136), by `espalier evaluate`.");
        Line(page, $"An AUROC of 0.5 is guessing; FPR is the share of the others that are as sure as 95 % of the known ones.");
        Line(page, $"");
        Line(page, $"| others | known | others | AUROC | 95 % interval | FPR at 95 % TPR | 95 % interval |");
        Line(page, $"|---|---|---|---|---|---|---|");
        foreach (var found in outliers)
        {
            var (request, missed) = (found.Request, found.FalsePositiveRate());
            var fitted = request.FittedFrom is { } from ? $", fitted from {from}" : string.Empty;
            var area = FormattableString.Invariant($"{found.Auroc:0.0000} | {found.Interval[0]:0.0000} to {found.Interval[1]:0.0000}");
            var rate = FormattableString.Invariant($"{missed.Fraction:0.0000} | {missed.Interval.Low:0.0000} to {missed.Interval.High:0.0000}");
            Line(page, $"| `{request.Outliers}`{fitted} | {request.Images:N0} | {request.OutlierImages:N0} | {area} | {rate} |");
        }

        Line(page, $"");
    }

    private static void Line(StringBuilder page, FormattableString text) => page.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
