using System.Globalization;
using System.Text;
using Espalier.Reports;

namespace Espalier.Cli.Benches;

/// <summary>The tables and charts of <c>bench robot</c>, for people.</summary>
internal static class RobotPage
{
    private const double Percent = 100;

    /// <summary>The whole as Markdown.</summary>
    internal static string Markdown(RobotTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {table.Command}

            Each search has {table.Trials} different networks judged and chooses the best by the column that it judges by. Accuracies are in percent, on test images
            after 200 epochs; ranks are by them, among the networks of the pool. Mean ± standard deviation over {table.Runs} runs, those of regularised
            evolution over 20 times as many; random search is reckoned, not drawn.


            """);
        foreach (var data in table.Data)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                ## {data.Name}, {data.Networks:N0} {data.Pool}

                Best of them: {Figures.Share(data.Optimum)} %. Metrics: {string.Join(", ", data.Metrics)}.


                """);
            Searches(text, data);
            Singles(text, data, table.Trials);
        }

        return text.ToString();
    }

    /// <summary>A pool's accuracies, a dot for each run.</summary>
    internal static string Svg(RobotData data, int trials) => new SpreadChart(
        $"{data.Name}, {data.Networks} {data.Pool}: what {trials} judgements find",
        "test accuracy after 200 epochs, %",
        [
            .. data.Searches.Select(search => new SpreadRow(
                $"{search.Name} by {search.Objective}",
                search.Accuracies.Count > 50 ? [] : [.. search.Accuracies.Select(value => value * Percent)],
                search.Accuracy.Mean * Percent,
                search.Accuracy.Deviation * Percent) { Reference = search.Explored is null }),
            new SpreadRow("best of all", [], data.Optimum * Percent) { Reference = true },
        ]).ToSvg();

    private static void Searches(StringBuilder text, RobotData data)
    {
        int[] marks = [.. data.Searches.SelectMany(search => search.Curve.Keys).Distinct().Order()];
        text.Row(["search", "judged by", "accuracy", "rank", "judged while learning", .. marks.Select(mark => $"after {mark}")]);
        text.Row(["---", "---", .. Enumerable.Repeat("--:", marks.Length + 3)]);
        foreach (var search in data.Searches)
        {
            text.Row(
                [
                    search.Name,
                    $"`{search.Objective}`",
                    Figures.Share(search.Accuracy),
                    Figures.Number(search.Rank, "0.0"),
                    search.Explored is null ? string.Empty : Figures.Number(search.Explored, "0.0"),
                    .. marks.Select(mark => search.Curve.TryGetValue(mark, out var value) ? Figures.Share(value) : string.Empty),
                ]);
        }

        text.Append('\n');
    }

    private static void Singles(StringBuilder text, RobotData data, int trials)
    {
        text.Row(["metric alone", "its first: accuracy", "rank", $"best of its first {trials}: accuracy", "rank"]);
        text.Row(["---", "--:", "--:", "--:", "--:"]);
        foreach (var single in data.Singles)
        {
            text.Row([single.Metric, Figures.Share(single.First), Rank(single.FirstRank), Figures.Share(single.Walk), Rank(single.WalkRank)]);
        }

        text.Append('\n');
    }

    private static string Rank(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
