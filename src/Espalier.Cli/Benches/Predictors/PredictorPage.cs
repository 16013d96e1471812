using System.Globalization;
using System.Text;
using Espalier.Reports;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Predictors;

/// <summary>The table for people: Markdown that begins with what made it, and charts.</summary>
internal static class PredictorPage
{
    internal static string Markdown(PredictorTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {table.Command}

            Truth: accuracy on the test images of {table.Terms.Data} after 200 epochs. Each fit is asked for {table.Terms.Test} cells
            drawn uniformly that it did not learn from and, on the whole table, for as many children of good cells (of ten random cells the five best, up to three
            mutations). Training sets and questions are the same for every predictor; fewer labels are the first of more.
            Mean ± standard deviation over trials; predictions that are all equal count as a correlation of 0.


            """);
        foreach (var group in table.Results.GroupBy(result => result.Cells))
        {
            Section(text, table, group.Key, [.. group]);
        }

        var notes = table.Results.Where(result => result.Note is not null).ToArray();
        if (notes.Length > 0)
        {
            text.Append("## What is missing\n\n");
            foreach (var result in notes)
            {
                text.Append(CultureInfo.InvariantCulture, $"- `{result.Name}` ({result.Cells}): {result.Note}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Kendall's tau over labels.</summary>
    internal static string Curves(IReadOnlyList<PredictorResult> results, string cells)
    {
        var labels = results.SelectMany(result => result.Settings).Select(setting => setting.Labels).Where(count => count > 0).ToArray();
        (double Low, double High) ends = labels.Length > 0 ? (labels.Min(), labels.Max()) : (1, 10);
        return new CurveChart(
            $"Predictors on NAS-Bench-201 ({cells}): rank correlation by labels",
            "labels learnt from",
            "Kendall's tau with the accuracy after 200 epochs",
            [
                .. results.Where(result => result.Settings.Count > 0).Select(result => result.Settings is [{ Labels: 0 } only]
                    ? new CurveRow(result.Name, [(ends.Low, only.Kendall.Mean), (ends.High, only.Kendall.Mean)]) { Reference = true }
                    : new CurveRow(result.Name, [.. result.Settings.Select(setting => ((double)setting.Labels, setting.Kendall.Mean))])),
            ]).ToSvg();
    }

    /// <summary>Kendall's tau over what a predictor costs before its first prediction, of those settings that nothing dominates.</summary>
    internal static string Pareto(IReadOnlyList<PredictorResult> results, string cells)
    {
        var best = ParetoSettings.Of(results);
        return new CurveChart(
            $"Predictors on NAS-Bench-201 ({cells}): what no other one does better for as little",
            "seconds before the first prediction, labels included",
            "Kendall's tau",
            [
                .. best.GroupBy(pair => pair.Result.Name).Select(group => new CurveRow(
                    group.Key, [.. group.Select(pair => (Math.Max(pair.Setting.InitialisationSeconds, 1), pair.Setting.Kendall.Mean))])
                {
                    Joined = false,
                }),
            ]).ToSvg();
    }

    private static void Section(StringBuilder text, PredictorTable table, string cells, IReadOnlyList<PredictorResult> results)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {(cells == "table" ? "All 15,625 cells" : $"The {table.Scored} cells with stored scores")}\n\n");
        int[] labels = [.. results.SelectMany(result => result.Settings).Select(setting => setting.Labels).Distinct().Order().Where(count => count > 0)];
        text.Append("Kendall's tau by labels, cells drawn uniformly; what needs no labels stands under 0:\n\n");
        Matrix(text, labels, results, setting => Told(setting.Kendall));
        text.Append(CultureInfo.InvariantCulture, $"![tau by labels](predictors-{cells}.svg)\n\n");
        if (results.Any(result => result.Settings.Any(setting => setting.KendallMutated is not null)))
        {
            text.Append("The same, children of good cells:\n\n");
            Matrix(text, labels, results, setting => setting.KendallMutated is { } mean ? Told(mean) : string.Empty);
        }

        foreach (var count in labels.DefaultIfEmpty(0).Where((_, place) => place == labels.Length / 2 || place == labels.Length - 1))
        {
            Measures(text, count, results);
        }

        Budgets(text, table, labels, results);
        text.Append(CultureInfo.InvariantCulture, $"![Pareto-optimal settings](predictors-{cells}-pareto.svg)\n\n");
    }

    private static void Matrix(StringBuilder text, int[] labels, IReadOnlyList<PredictorResult> results, Func<PredictorSetting, string> cell)
    {
        int[] columns = [0, .. labels];
        text.Row(["predictor", .. columns.Select(count => count.ToString("N0", CultureInfo.InvariantCulture)), "trials"]);
        text.Row(["---", .. columns.Select(_ => "--:"), "--:"]);
        foreach (var result in results.Where(result => result.Settings.Count > 0))
        {
            var (least, most) = (result.Settings.Min(setting => setting.Trials), result.Settings.Max(setting => setting.Trials));
            text.Row(
                [
                    $"`{result.Name}`",
                    .. columns.Select(count => result.Settings.FirstOrDefault(setting => setting.Labels == count)).Select(found => found is null
                        ? string.Empty
                        : cell(found)),
                    least == most ? $"{most}" : $"{least}-{most}",
                ]);
        }

        text.Append('\n');
    }

    private static void Measures(StringBuilder text, int labels, IReadOnlyList<PredictorResult> results)
    {
        text.Append(CultureInfo.InvariantCulture, $"All measures at {labels:N0} labels:\n\n");
        text.Row(["predictor", "Pearson", "Spearman", "Kendall", "sparse Kendall (0.1 %)", "P@10", "P@20", "fit s", "query ms"]);
        text.Row(["---", .. Enumerable.Repeat("--:", 8)]);
        foreach (var result in results)
        {
            if (result.Settings.FirstOrDefault(setting => setting.Labels == labels || setting.Labels == 0) is { } found)
            {
                text.Row(
                    $"`{result.Name}`",
                    Told(found.Pearson),
                    Told(found.Spearman),
                    Told(found.Kendall),
                    Told(found.SparseKendall),
                    Told(found.Precision10),
                    Told(found.Precision20),
                    found.FitSeconds.ToString("0.000", CultureInfo.InvariantCulture),
                    (found.QuerySeconds * 1000).ToString(result.NeedsCurve ? "N0" : "0.000", CultureInfo.InvariantCulture));
            }
        }

        text.Append('\n');
    }

    /// <summary>The study's figure: who is best for every budget before and at a question.</summary>
    private static void Budgets(StringBuilder text, PredictorTable table, int[] labels, IReadOnlyList<PredictorResult> results)
    {
        text.Append(CultureInfo.InvariantCulture, $"""
            Who is best for a budget: labels that can be paid for (each {table.SecondsOfLabel:N0} s of the table's GPU: 200 epochs, reckoned
            from what 12 take), and whether a question may cost 12 epochs of training ({table.SecondsOfCurve:N0} s). A mini-batch for a
            zero-cost score is counted as nothing.


            """);
        text.Row(["labels", "no training for a question", "tau", "12 epochs for a question", "tau"]);
        text.Row(["--:", "---", "--:", "---", "--:"]);
        foreach (var count in labels.Prepend(0))
        {
            var (cheap, dear) = (Best(result => !result.NeedsCurve), Best(_ => true));
            text.Row([count.ToString("N0", CultureInfo.InvariantCulture), .. cheap, .. dear]);

            string[] Best(Func<PredictorResult, bool> may) => results.Where(may)
                .SelectMany(result => result.Settings.Where(setting => setting.Labels <= count).Select(setting => (result.Name, setting.Kendall.Mean)))
                .OrderByDescending(pair => pair.Mean)
                .Select(pair => (string[])[$"`{pair.Name}`", pair.Mean.ToString("0.000", CultureInfo.InvariantCulture)])
                .FirstOrDefault() ?? [string.Empty, string.Empty];
        }

        text.Append('\n');
    }

    internal static string Told(ResultMean mean) => mean.Deviation is { } spread
        ? string.Create(CultureInfo.InvariantCulture, $"{mean.Mean:0.000} ± {spread:0.000}")
        : mean.Mean.ToString("0.000", CultureInfo.InvariantCulture);
}
