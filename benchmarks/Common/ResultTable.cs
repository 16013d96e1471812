namespace Benchmarks;

/// <summary>The comparisons as Markdown: each contender's speed and memory, then the first one's ratios to the others.</summary>
internal sealed class ResultTable(IReadOnlyList<Contender> contenders, Metric metric)
{
    // The people who write the other layout pay more: memory is compared with those who do not tune.
    private readonly int reference = contenders.ToList().FindIndex(contender => contender.Name == Contender.Nchw);

    internal IEnumerable<string> Head()
    {
        var first = contenders[0].Name;
        string[] cells =
        [
            "case",
            .. contenders.SelectMany(contender => new[] { $"{contender.Name} {metric.Unit()}", "MiB" }),
            .. contenders.Skip(1).Select(other => metric.Quotient(first, other.Name)),
            .. reference < 0 ? (string[])[] : [$"memory {first} / {Contender.Nchw}"],
        ];
        return [Line(cells), Line(cells.Select((_, i) => i == 0 ? "---" : "--:"))];
    }

    internal string Row(Comparison comparison) => Line(
    [
        comparison.Case.Name,
        .. contenders.SelectMany((_, i) => new[]
        {
            comparison.Of(i, measured => metric.Of(measured.Median, comparison.Case.Batch)).Text(metric.Format()),
            comparison.Of(i, measured => measured.PeakRssMiB).Text("0"),
        }),
        .. contenders.Skip(1).Select((_, i) => comparison.Ratio(i + 1, 0, measured => measured.Median).Text("0.00")),
        .. reference < 0 ? (string[])[] : [comparison.Ratio(0, reference, measured => measured.PeakRssMiB).Text("0.00")],
    ]);

    internal static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
