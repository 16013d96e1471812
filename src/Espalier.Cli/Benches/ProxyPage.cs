using System.Globalization;
using System.Text;
using Espalier.Cli.Output;
using Espalier.Evaluation;
using Espalier.Reports;

namespace Espalier.Cli.Benches;

/// <summary>The bench for people: Markdown that begins with what made it, a chart, and a table for the terminal.</summary>
internal static class ProxyPage
{
    private static readonly string[] Baselines = ["params", "macs"];

    internal static string Markdown(ProxyTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {table.Command}

            Networks of {table.Network}; batches of {table.Batch} images of `{table.Data}`; seed {table.Seed}. Accuracy is that of the published
            network on CIFAR-10's validation images after 200 epochs. Each pair is Spearman / Kendall's tau-b; cells without a finite score
            share the last place. *Stored*: the scores of NAS-Bench-Suite-Zero for the same cells. *Published*: over all 15,625 cells, Spearman
            as in arXiv 2101.08134, Kendall as in arXiv 2403.19232.

            | proxy | cells | ours with accuracy | stored with accuracy | published | ours with stored | ms a cell |
            |---|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var row in table.Proxies)
        {
            text.Row(Cells(row));
        }

        text.Append("\n![rank correlation with accuracy by proxy](").Append(ProxyBench.Name).Append(".svg)\n\n");
        text.Append("""
            Stored scores against accuracy, benchmark by benchmark (Spearman). Bold: better than parameters and multiply-accumulates both.


            """);
        Elsewhere(text, table.Stored);
        return text.ToString();
    }

    /// <summary>Spearman with accuracy: a dot for ours, a stroke for the stored scores on the same cells.</summary>
    internal static string Svg(ProxyTable table) => new SpreadChart(
        "Untrained scores and accuracy on NAS-Bench-201, CIFAR-10 (dot: ours, stroke: stored scores)",
        "Spearman's rank correlation with the accuracy after 200 epochs",
        [
            .. table.Proxies.Select(row => new SpreadRow(row.Proxy, [row.Accuracy.Spearman], row.StoredAccuracy?.Spearman)
            {
                Reference = Baselines.Contains(row.Proxy),
            }),
        ]).ToSvg();

    internal static Sheet Sheet(ProxyTable table)
    {
        var sheet = new Sheet("proxy", ">cells", ">with accuracy", ">stored with accuracy", ">published", ">with stored", ">ms a cell");
        foreach (var row in table.Proxies)
        {
            sheet.Add([.. Cells(row)]);
        }

        return sheet;
    }

    private static IEnumerable<string> Cells(ProxyRow row) =>
    [
        row.Proxy,
        row.Accuracy.Count.ToString(CultureInfo.InvariantCulture),
        Pair(row.Accuracy.Spearman, row.Accuracy.Kendall),
        Pair(row.StoredAccuracy),
        Pair(row.Published?.Spearman, row.Published?.Kendall),
        Pair(row.Stored),
        row.Milliseconds.ToString("0", CultureInfo.InvariantCulture),
    ];

    private static void Elsewhere(StringBuilder text, IReadOnlyList<StoredRow> rows)
    {
        var parts = rows.Select(row => (row.Benchmark, row.Data, row.Accuracy.Count)).DistinctBy(part => (part.Benchmark, part.Data)).ToArray();
        string[] proxies = [.. Baselines.Concat(rows.Select(row => row.Proxy).Distinct().Except(Baselines).Order(StringComparer.Ordinal))];
        text.Append("| benchmark | cells | ").AppendJoin(" | ", proxies).Append(" |\n|---|");
        text.Insert(text.Length, "--:|", proxies.Length + 1).Append('\n');
        foreach (var (benchmark, data, count) in parts)
        {
            var known = rows.Where(row => row.Benchmark == benchmark && row.Data == data)
                .ToDictionary(row => row.Proxy, row => row.Accuracy.Spearman);
            var bar = Baselines.Max(baseline => known[baseline]);
            text.Append(CultureInfo.InvariantCulture, $"| {benchmark}, {data} | {count} | ")
                .AppendJoin(" | ", proxies.Select(proxy => !known.TryGetValue(proxy, out var value) ? "-"
                    : value > bar ? $"**{Number(value)}**"
                    : Number(value)))
                .Append(" |\n");
        }
    }

    private static string Pair(RankAgreement? agreement) => Pair(agreement?.Spearman, agreement?.Kendall);

    private static string Pair(double? spearman, double? kendall) =>
        spearman is null && kendall is null ? "-" : $"{Number(spearman)} / {Number(kendall)}";

    private static string Number(double? value) => value is { } number && double.IsFinite(number)
        ? number.ToString("0.000", CultureInfo.InvariantCulture)
        : "-";
}
