using Espalier.Evaluation;
using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>What the trained network does where images are not as those it was trained on: corrupted, or of other data.</summary>
internal static class ShiftTables
{
    /// <summary>Tables for each evaluation; nothing where there is none.</summary>
    internal static Html Of(IReadOnlyList<CorruptionEvaluation> corruptions, IReadOnlyList<OutlierEvaluation> outliers) =>
        Html.Of($"{corruptions.Select(Corrupted)}{Outliers(outliers)}");

    private static Html Corrupted(CorruptionEvaluation found)
    {
        var request = found.Request;
        var severities = request.Cells.Select(cell => cell.Severity).Distinct().Order().ToArray();
        var table = new HtmlTable(
            $"accuracy under {request.Corruptions}", ["corruption", ">mean", .. severities.Select(severity => $">severity {severity}")]);
        foreach (var outcome in found.Outcomes())
        {
            table.Add(
            [
                outcome.Name,
                Numbers.Percent(outcome.Mean),
                .. severities.Select(severity => (object)(outcome.BySeverity.FirstOrDefault(at => at.Severity == severity).Accuracy is { } accuracy
                    ? $"{Numbers.Percent(accuracy.Fraction)} ({Numbers.Interval(accuracy.Interval)})"
                    : string.Empty)),
            ]);
        }

        var what = $"Common corruptions ({request.Corruptions}), on {Numbers.Count(request.Images)} test images of {request.Data} (seed {request.Seed}): "
            + $"{Numbers.Percent(found.MeanAccuracy())} in the mean, clean {Numbers.Percent(found.CleanAccuracy().Fraction)}";
        return Html.Of($"<h3>{what}</h3>\n{table.ToHtml()}{Html.Note(Explanation)}");
    }

    private const string Explanation =
        "Mean corruption accuracy: the mean over corruptions of the mean over severities. Intervals are Wilson's at 95 %. Nothing was chosen by these "
        + "images.";

    private static Html Outliers(IReadOnlyList<OutlierEvaluation> outliers)
    {
        var table = new HtmlTable(
            "known images against others", "others", ">known", ">others", ">AUROC", ">95 % from", ">to", ">FPR at 95 % TPR", ">95 % from", ">to");
        foreach (var found in outliers)
        {
            var (request, missed) = (found.Request, found.FalsePositiveRate());
            table.Add(
                request.FittedFrom is { } from ? $"{request.Outliers}, fitted from {from}" : request.Outliers,
                Numbers.Count(request.Images),
                Numbers.Count(request.OutlierImages),
                Numbers.Percent(found.Auroc),
                Numbers.Percent(found.Interval[0]),
                Numbers.Percent(found.Interval[1]),
                Numbers.Percent(missed.Fraction),
                Numbers.Percent(missed.Interval.Low),
                Numbers.Percent(missed.Interval.High));
        }

        return table.IsEmpty
            ? Html.None
            : Html.Of($"<h3>Images of other data</h3>\n{table.ToHtml()}{Html.Note(
                "Whether the largest probability of the softmax tells test images from others (arXiv 1610.02136). An AUROC of 50 % is guessing.")}");
    }
}
