using System.Globalization;
using System.Text;
using Espalier.Reports;
using Espalier.Statistics;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Evidence;

/// <summary>The tables and charts of the evidence, for people.</summary>
internal static class EvidencePage
{
    private const double Percent = 100;

    /// <summary>What is measured of a network, with the column's name; null where it was not.</summary>
    private static readonly (string Name, Func<EvidenceRow, EvidenceCount?> Of)[] Measures =
    [
        ("clean", row => row.Clean),
        ("FGSM", row => row.Fgsm),
        ("PGD-20", row => row.Pgd),
        ("AutoAttack", row => row.Auto),
    ];

    /// <summary>The whole as Markdown.</summary>
    internal static string Markdown(EvidenceTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {table.Command}

            Epsilon is {table.Epsilon}, l-infinity. Accuracies are in percent, of all test images (AutoAttack: of the first {table.Rows[0].Auto?.Total}).


            """);
        foreach (var method in EvidenceMethod.All.Where(method => table.Rows.Any(row => row.Method == method.Name)))
        {
            text.Append(CultureInfo.InvariantCulture, $"- `{method.Name}`: {method.Tells}\n");
        }

        text.Append('\n');
        foreach (var group in table.Rows.GroupBy(row => (row.Data, row.AsSearched, row.Recipe)))
        {
            var size = group.Key.AsSearched ? ", with the channels of the search" : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"## {group.Key.Data}, final training `{group.Key.Recipe}`{size}\n\n");
            Means(text, [.. group]);
            Differences(text, [.. group]);
        }

        text.Append("## Every network\n\nIn brackets Wilson's 95 % interval.\n\n");
        Networks(text, table);
        text.Append("## Every network alone\n\n");
        foreach (var row in table.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.Data}, {row.Method}, seed {row.Seed}, `{row.Recipe}`:\n\n");
            text.AppendJoin('\n', row.Commands.Select(command => $"    {command}")).Append("\n\n");
        }

        return text.ToString();
    }

    /// <summary>The charts by the names of their files.</summary>
    internal static IEnumerable<(string Name, string Svg)> Charts(EvidenceTable table)
    {
        foreach (var group in table.Rows.GroupBy(row => (row.Data, row.Recipe)))
        {
            var (what, slug) = ($"{group.Key.Data}, {group.Key.Recipe} training", $"{group.Key.Data}-{group.Key.Recipe}");
            var methods = group.GroupBy(row => row.Method).ToArray();
            yield return ($"{slug}-clean", Scatter($"{what}: accuracy against parameters", "clean accuracy, %", row => row.Clean));
            yield return ($"{slug}-robust", Scatter($"{what}: robust accuracy against parameters", "PGD-20 accuracy, %", row => row.Pgd));
            yield return ($"{slug}-epsilon", Svg($"{what}: PGD-20 over epsilon, mean over seeds", "epsilon, 1/255", "accuracy, %", methods.Select(Radii)));

            string Scatter(string title, string up, Func<EvidenceRow, EvidenceCount> measure) => Svg(
                title, "parameters", up, methods.Select(method => Points(method, measure)));
        }

        foreach (var group in table.Searches.GroupBy(search => search.Data))
        {
            yield return ($"{group.Key}-gamma", Epochs($"{group.Key}: weight of the validation loss", "gamma", search => search.Gamma));
            yield return ($"{group.Key}-expected", Epochs($"{group.Key}: expected parameters", "of those at the start", search => search.Expected));

            string Epochs(string title, string up, Func<EvidenceSearch, IReadOnlyList<double>> values) => Svg(
                title, "epoch", up, group.Where(search => values(search).Count > 0).Select(search => Course(search, values(search))));
        }
    }

    private static string Svg(string title, string across, string up, IEnumerable<CurveRow> rows) =>
        new CurveChart(title, across, up, [.. rows]) { Linear = true }.ToSvg();

    private static CurveRow Points(IGrouping<string, EvidenceRow> method, Func<EvidenceRow, EvidenceCount> measure) =>
        new(method.Key, [.. method.Select(row => ((double)row.Params, Percent * measure(row).Accuracy().Fraction))]) { Joined = false };

    private static CurveRow Radii(IGrouping<string, EvidenceRow> method)
    {
        var rows = method.Where(row => row.Radii.Count > 0).ToArray();
        return new(
            method.Key,
            [.. rows[0].Radii.Select((radius, i) => (radius.Epsilon * 255, Percent * rows.Average(row => row.Radii[i].Count.Accuracy().Fraction)))]);
    }

    private static CurveRow Course(EvidenceSearch search, IReadOnlyList<double> values) =>
        new($"{search.Method}, seed {search.Seed}", [.. values.Select((value, i) => (i + 1.0, value))]);

    private static void Means(StringBuilder text, EvidenceRow[] rows)
    {
        var columns = Columns(Measured(rows)).Where(column => rows.GroupBy(row => row.Method).Any(method => column.Of(method).Length > 0)).ToArray();
        text.Row(columns.Select(column => column.Name).Prepend("method"));
        text.Row(Enumerable.Repeat("--:", columns.Length).Prepend("---"));
        foreach (var method in rows.GroupBy(row => row.Method))
        {
            text.Row(columns.Select(column => column.Of(method)).Prepend(method.Key));
        }

        text.Append("\nMean ± standard deviation over the seeds.\n\n");
    }

    /// <summary>What is told of a method, of which it may have nothing.</summary>
    private static (string Name, Func<IGrouping<string, EvidenceRow>, string> Of)[] Columns((string Name, Func<EvidenceRow, EvidenceCount?> Of)[] measures) =>
    [
        ("seeds", method => Figures.Number(method.Count())),
        ("parameters as searched", method => method.First().AsSearched ? string.Empty : Figures.Number(Mean(method, row => row.ParamsAsSearched), "N0")),
        ("parameters", method => Figures.Number(Mean(method, row => row.Params), "N0")),
        ("MACs", method => Figures.Number(Mean(method, row => row.Macs), "N0")),
        .. measures.Select(measure => (
            measure.Name,
            (Func<IGrouping<string, EvidenceRow>, string>)(method => Figures.Share(Mean(method, row => measure.Of(row)!.Accuracy().Fraction))))),
        ("search s", method => Figures.Number(method.Average(row => row.SearchSeconds), "N0")),
        ("search MiB", method => Figures.Number(method.Average(row => row.SearchMiB), "N0")),
        ("ONNX ms", method => Figures.Number(method.Average(row => row.Latency?[0]), "0.00")),
    ];

    /// <summary>What was measured of all of them.</summary>
    private static (string Name, Func<EvidenceRow, EvidenceCount?> Of)[] Measured(EvidenceRow[] rows) =>
        [.. Measures.Where(measure => rows.All(row => measure.Of(row) is not null))];

    /// <summary>The subject less each other, seed by seed.</summary>
    private static void Differences(StringBuilder text, EvidenceRow[] rows)
    {
        var subject = rows.Where(row => row.Method == EvidenceMethod.Subject).ToDictionary(row => row.Seed);
        var others = rows.Where(row => row.Method != EvidenceMethod.Subject && subject.ContainsKey(row.Seed)).GroupBy(row => row.Method).ToArray();
        if (others.Length == 0)
        {
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"{EvidenceMethod.Subject} less each other, in points; Student's 95 % interval of the mean of the seeds' differences:\n\n");
        var measures = Measured(rows);
        text.Row(measures.Select(measure => measure.Name).Prepend("less"));
        text.Row(Enumerable.Repeat("--:", measures.Length).Prepend("---"));
        foreach (var other in others)
        {
            text.Row(measures
                .Select(measure => Difference(
                    [.. other.Select(row => Percent * (measure.Of(subject[row.Seed])!.Accuracy().Fraction - measure.Of(row)!.Accuracy().Fraction))]))
                .Prepend(other.Key));
        }

        text.Append('\n');
    }

    private static string Difference(double[] differences)
    {
        var mean = ResultMean.Of(differences);
        if (mean.Deviation is not { } deviation)
        {
            return mean.Mean.ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
        }

        var interval = Student.OfMean(mean.Mean, deviation, differences.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{mean.Mean:+0.00;-0.00} ({interval.Low:+0.00;-0.00} to {interval.High:+0.00;-0.00})");
    }

    private static void Networks(StringBuilder text, EvidenceTable table)
    {
        text.Row(["data", "training", "method", "seed", "channels", "parameters", "MACs", .. Measures.Select(measure => measure.Name), "alarms"]);
        text.Row(["---", "---", "---", .. Enumerable.Repeat("--:", Measures.Length + 4), "---"]);
        foreach (var row in table.Rows)
        {
            text.Row([
                row.Data,
                row.Recipe,
                row.Method,
                row.Seed.ToString(CultureInfo.InvariantCulture),
                Figures.Number(row.Channels),
                Figures.Number(row.Params),
                Figures.Number(row.Macs),
                .. Measures.Select(measure => Share(measure.Of(row))),
                string.Join(", ", row.Alarms)]);
        }

        text.Append('\n');
    }

    private static string Share(EvidenceCount? count)
    {
        if (count is null)
        {
            return string.Empty;
        }

        var (accuracy, interval) = (count.Accuracy(), count.Accuracy().Interval);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Percent * accuracy.Fraction:0.0} ({Percent * interval.Low:0.0} to {Percent * interval.High:0.0})");
    }

    private static ResultMean Mean(IEnumerable<EvidenceRow> rows, Func<EvidenceRow, double> value) => ResultMean.Of([.. rows.Select(value)]);
}
