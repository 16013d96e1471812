using System.Globalization;

namespace Benchmarks.Limits;

/// <summary>How near the first contender comes to what the machine can do.</summary>
internal static class LimitTable
{
    internal static IEnumerable<string> Of(IReadOnlyList<Comparison> comparisons, IReadOnlyList<Limit> limits)
    {
        var first = comparisons[0].Contenders[0].Name;
        string[] cells =
        [
            "case", "GMAC needed", "s at the arithmetic limit", "GB at least", "s at the copy bandwidth", $"{first} s",
            $"share of the arithmetic limit that {first} reaches",
        ];
        return
        [
            ResultTable.Line(cells),
            ResultTable.Line(cells.Select((_, i) => i == 0 ? "---" : "--:")),
            .. comparisons.Select(comparison => Row(comparison, limits.First(limit => limit.Threads == comparison.Case.Threads))),
        ];
    }

    private static string Row(Comparison comparison, Limit limit)
    {
        var work = comparison.Case.Work;
        var seconds = comparison.Of(0, measured => measured.Median).Median;
        var least = 2 * work.Macs / limit.FlopsPerSecond;
        return ResultTable.Line(
        [
            comparison.Case.Name,
            Text(work.Macs / 1e9, "0.000"),
            Text(least, "0.0000"),
            Text(work.Bytes / 1e9, "0.000"),
            Text(work.Bytes / limit.CopyBytesPerSecond, "0.0000"),
            Text(seconds, "0.000"),
            $"{Text(100 * least / seconds, "0.0")} %",
        ]);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
