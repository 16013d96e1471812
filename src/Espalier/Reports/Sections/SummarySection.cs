using Espalier.Evaluation;
using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>What was found and how good it is, at a glance; and what is missing.</summary>
internal static class SummarySection
{
    internal static Html Body(ReportedRun run)
    {
        var tiles = Tiles(run).ToArray();
        var missing = Missing(run).Concat(run.Notes).ToArray();
        return Html.Of($"""
            <p class="lead">{Lead(run)}</p>
            {(tiles.Length > 0 ? Html.Of($"<dl class=\"tiles\">\n{tiles}</dl>\n") : Html.None)}{Explanation(run)}{(missing.Length > 0
                ? Html.Of($"<ul class=\"missing\">\n{missing.Select(text => Html.Of($"<li>{text}</li>\n"))}</ul>\n")
                : Html.None)}
            """);
    }

    private static string Lead(ReportedRun run)
    {
        var what = run.Searches
            ? $"{run.Method} searched the space {run.Space} on {run.Data}"
            : $"A given architecture of the space {run.Space} on {run.Data}";
        return run switch
        {
            { Result: { Train: { } training, Accuracy: not null } result } =>
                $"{what}{Took(result.Search?.Seconds)}; {(run.Searches ? "what it found" : "it")} was trained for "
                + $"{Epochs(training.Epochs)} ({Numbers.Duration(training.Seconds)}) and attacked.",
            { Result: { Train: not null } result } => $"{what}{Took(result.Search?.Seconds)}; the training diverged, so nothing was evaluated.",
            { Result: { } result } => $"{what}{Took(result.Search?.Seconds)}. The run was to stop before the training.",
            { State: "failed", Failure: { } failure } => $"{what}, and failed: {failure}.",
            _ => $"{what}. The run is not finished ({run.State}).",
        };
    }

    private static string Took(double? seconds) => seconds is { } time ? $" for {Numbers.Duration(time)}" : string.Empty;

    private static string Epochs(int count) => count == 1 ? "1 epoch" : $"{count} epochs";

    private static IEnumerable<Html> Tiles(ReportedRun run)
    {
        if (run.Result is not { } result)
        {
            yield break;
        }

        if (result.Accuracy is { } accuracy)
        {
            var radius = Numbers.Epsilon(result.Attack?.Epsilon ?? run.Epsilon);
            foreach (var (name, value) in new[]
            {
                ("clean accuracy", accuracy.Clean), ($"FGSM, ε {radius}", accuracy.Fgsm), ($"PGD-{result.Attack?.Steps}, ε {radius}", accuracy.Pgd),
            })
            {
                if (value is { } fraction)
                {
                    yield return Tile(name, Numbers.Percent(fraction), Interval(fraction, run.TestImages));
                }
            }
        }

        if (result.Params is { } parameters)
        {
            yield return Tile("parameters", Numbers.Short(parameters), Numbers.Count(parameters));
        }

        if (result.Macs is { } macs)
        {
            yield return Tile("multiply-accumulates", Numbers.Short(macs), $"{Numbers.Count(macs)} for one image");
        }

        if (result.LatencyMilliseconds is { } latency)
        {
            var threads = result.Environment.Threads;
            var where = result.LatencyDevice is { } device ? $"on {device}, by its table" : $"one image, {threads} {(threads == 1 ? "thread" : "threads")}";
            yield return Tile("latency", $"{latency:0.00} ms", where);
        }
    }

    private static Html Tile(string name, string value, string detail) =>
        Html.Of($"<div><dt>{name}</dt><dd><b>{value}</b><span>{detail}</span></dd></div>\n");

    private static string Interval(double fraction, int? images) => images is { } count
        ? Numbers.Interval(Accuracy.Of(fraction, count).Interval)
        : string.Empty;

    private static Html Explanation(ReportedRun run) => run.Result?.Accuracy is null
        ? Html.None
        : Html.Note((run.TestImages is { } images
            ? $"On {Numbers.Count(images)} test images, which were looked at once, after the training. The intervals are Wilson's: what so many "
            : "On the test images, which were looked at once, after the training. Intervals are told where the data is at hand: what so many ")
            + "images can tell of this one network, not the spread between trainings. Attacked accuracies are upper bounds: a stronger attack "
            + "may leave less.");

    private static IEnumerable<string> Missing(ReportedRun run)
    {
        if (run.Genotype is null)
        {
            yield return "No architecture yet: the search has not come to its end.";
        }

        if (run.Result?.Search?.Failure is { } failure)
        {
            yield return $"The search ended early: {failure}. The network is the one it had come to.";
        }

        if (run.Trains && run.Curves.Training.Count == 0 && run.Result?.Train is null)
        {
            yield return "No training yet.";
        }

        if (run.Result is null && run.State != "failed")
        {
            yield return $"Go on with: ./espalier {(run.Searches ? "search" : "train")} --resume '{run.Folder}'";
        }
    }
}
