using Espalier.Cli.Benches.Evidence;
using Espalier.Studies;

namespace Espalier.EndToEnd;

public sealed class EvidencePageTests
{
    [Fact]
    public void Means_and_differences_are_those_of_the_rows()
    {
        var table = Table(("e2rnas", [60, 70, 80]), ("darts-first", [50, 70, 60]));

        var page = EvidencePage.Markdown(table);

        // 70 and 60 of 100 on average; differences of 10, 0 and 20: mean 10, deviation 10, Student's interval 10 ± 4.303 * 10 / sqrt(3).
        Assert.Contains(
            "| e2rnas | 3 | 40,000 ± 0 | 30,000 ± 0 | 9 ± 0 | 90.00 ± 0.00 | 70.00 ± 10.00 | 70.00 ± 10.00 | 70.00 ± 10.00 |",
            page,
            StringComparison.Ordinal);
        Assert.Contains("| darts-first | +0.00 (+0.00 to +0.00) | +10.00 (-14.84 to +34.84) | ", page, StringComparison.Ordinal);
        Assert.Contains("- `darts-first`: DARTS, first order\n", page, StringComparison.Ordinal);
        Assert.Contains("| 60.0 (50.2 to 69.1) |", page, StringComparison.Ordinal);
        Assert.Contains("    ./espalier train darts-first 2", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_as_searched_have_a_table_of_their_own_with_what_was_measured_of_them()
    {
        var table = Table(("e2rnas", [60]), ("darts-first", [50]));
        var narrow = table.Rows.Select(row => row with { AsSearched = true, Params = 20_000, Fgsm = null, Auto = null, Radii = [] });

        var page = EvidencePage.Markdown(table with { Rows = [.. table.Rows, .. narrow] });

        var own = page[page.IndexOf("with the channels of the search", StringComparison.Ordinal)..];
        Assert.Contains("| method | seeds | parameters | MACs | clean | PGD-20 |\n", own, StringComparison.Ordinal);
        Assert.Contains("| e2rnas | 1 | 20,000 | 9 | 90.00 | 60.00 |\n", own, StringComparison.Ordinal);
        Assert.Contains("| darts-first | +0.00 | +10.00 |\n", own, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_subject_there_is_nothing_to_take_a_difference_from() =>
        Assert.DoesNotContain("less each other", EvidencePage.Markdown(Table(("darts-first", [50]))), StringComparison.Ordinal);

    [Fact]
    public void Every_chart_is_drawn_of_data_and_training_or_of_searches()
    {
        var charts = EvidencePage.Charts(Table(("e2rnas", [60]), ("hand-made", [50]))).ToArray();

        Assert.Equal(["d-standard-clean", "d-standard-robust", "d-standard-epsilon", "d-gamma", "d-expected"], charts.Select(chart => chart.Name));
        Assert.All(charts, chart => Assert.Contains("e2rnas", chart.Svg, StringComparison.Ordinal));
        Assert.DoesNotContain("hand-made", charts[3].Svg, StringComparison.Ordinal);
    }

    private static EvidenceTable Table(params (string Method, int[] Standing)[] methods) => new(
        "./espalier bench e2rnas",
        RunEnvironment.Capture(1),
        "2/255",
        [.. methods.SelectMany(method => method.Standing.Select((count, i) => Row(method.Method, (ulong)i + 1, count)))],
        [new("d", "e2rnas", 1, [0.5, 0.6], [1, 0.9])]);

    private static EvidenceRow Row(string method, ulong seed, int standing) => new()
    {
        Data = "d",
        Method = method,
        Seed = seed,
        Recipe = "standard",
        Genotype = "g",
        Channels = 8,
        Params = 30_000,
        Macs = 9,
        ParamsAsSearched = 40_000,
        Clean = new(90, 100),
        Fgsm = new(standing, 100),
        Pgd = new(standing, 100),
        Auto = new(standing, 100),
        Alarms = [],
        Radii = [new(2.0 / 255, new(standing, 100))],
        Commands = [FormattableString.Invariant($"./espalier train {method} {seed}")],
    };
}
