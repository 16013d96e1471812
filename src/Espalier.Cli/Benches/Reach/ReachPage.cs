using System.Globalization;
using System.Text;
using System.Text.Json;
using Espalier.Reports;
using Espalier.Studies;

namespace Espalier.Cli.Benches.Reach;

/// <summary>Runs of one search.</summary>
/// <param name="Name">As <c>--methods</c> takes it.</param>
/// <param name="Options">What was set.</param>
/// <param name="Found">In how many runs the best cell was found.</param>
/// <param name="Best">Evaluations until the best cell, of the runs that found it; null: none did.</param>
/// <param name="MedianBest">The median over all runs, where more than half found it.</param>
/// <param name="Top10">Evaluations until any of the ten best, of the runs that found one.</param>
/// <param name="Seconds">What all runs took here.</param>
/// <param name="Runs">Each run.</param>
internal sealed record ReachMethod(
    string Name,
    IReadOnlyDictionary<string, string> Options,
    int Found,
    ResultMean? Best,
    double? MedianBest,
    ResultMean? Top10,
    double Seconds,
    IReadOnlyList<ReachRun> Runs)
{
    internal static ReachMethod Of(string name, IReadOnlyDictionary<string, string> options, IReadOnlyList<ReachRun> runs, double seconds)
    {
        double[] best = [.. runs.Select(run => (double?)run.Best ?? double.PositiveInfinity).Order()];
        var median = (best[(best.Length - 1) / 2] + best[best.Length / 2]) / 2;
        return new(
            name,
            options,
            runs.Count(run => run.Best is not null),
            Mean(runs.Select(run => run.Best)),
            double.IsFinite(median) ? median : null,
            Mean(runs.Select(run => run.Top10)),
            seconds,
            runs);
    }

    private static ResultMean? Mean(IEnumerable<int?> counts)
    {
        double[] known = [.. counts.OfType<int>().Select(count => (double)count)];
        return known.Length == 0 ? null : ResultMean.Of(known);
    }
}

/// <summary>What the bench came to: the content of <c>reach.json</c>.</summary>
/// <param name="Command">The command that does it again.</param>
/// <param name="Most">Evaluations after which a search ends.</param>
/// <param name="Methods">The searches.</param>
/// <param name="HarmLabels">How many cells the attributions were learnt from.</param>
/// <param name="Harms">Choices with their mean attribution in percent, the most harmful first.</param>
internal sealed record ReachTable(
    string Command, int Most, IReadOnlyList<ReachMethod> Methods, int HarmLabels, IReadOnlyList<ReachHarm> Harms)
{
    internal string ToJson() => JsonSerializer.Serialize(this, StudyJson.Document);
}

/// <summary>A choice and what it does.</summary>
/// <param name="Choice">Operation and edge.</param>
/// <param name="Points">Percent of accuracy that it adds on average where it is chosen.</param>
internal sealed record ReachHarm(string Choice, double Points);

/// <summary>The table for people: Markdown that begins with what made it, and a chart.</summary>
internal static class ReachPage
{
    internal static string Markdown(ReachTable table)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {table.Command}

            Evaluations until the best cell of NAS-Bench-201 by the test on CIFAR-10 after 200 epochs, or any of the ten best, was judged. Searches are
            told that very accuracy. Mean ± standard deviation over the runs that found it within {table.Most:N0} evaluations.

            | method | found in | evaluations to the best | median | evaluations to any of the ten best | s for all runs |
            |---|--:|--:|--:|--:|--:|

            """);
        foreach (var method in table.Methods)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{method.Name}` | {method.Found} of {method.Runs.Count} | {Figures.Number(method.Best, "N0")} | "
                + $"{Figures.Number(method.MedianBest)} | {Figures.Number(method.Top10, "N0")} | {method.Seconds:0.0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            ![evaluations until the best cell](reach.svg)

            What boosted trees (`lgb`) that learnt from {table.HarmLabels:N0} random cells call harmful: mean Shapley value where it is chosen, in
            percent of accuracy (the first order of GBDT-NAS-3S).

            | choice | effect |
            |---|--:|

            """);
        foreach (var harm in table.Harms)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {harm.Choice} | {harm.Points:0.00} |\n");
        }

        return text.ToString();
    }

    internal static string Svg(ReachTable table) => new SpreadChart(
        "Evaluations until the best of 15,625 cells was judged",
        "evaluations",
        [
            .. table.Methods.Select(method => new SpreadRow(
                method.Name, [.. method.Runs.Select(run => run.Best).OfType<int>().Select(count => (double)count)], method.Best?.Mean)),
        ]).ToSvg();
}
