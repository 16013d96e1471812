using Espalier.Reports.Charts;
using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>How the search went: losses, weights of the objectives, expected size, how decided the architecture is; or trial by trial.</summary>
internal static class SearchSection
{
    private const string Epochs = "epochs";

    internal static Html Body(ReportedRun run)
    {
        if (!run.Searches)
        {
            return Html.None;
        }

        var charts = new[] { Losses(run), Accuracy(run), Gamma(run), Parameters(run), ParameterObjective(run), EntropyChart.Of(run), Trials(run) }
            .Where(chart => chart is not null).Select(chart => chart!.ToHtml()).ToArray();
        var told = run.Curves.Trials.Count == 0 && charts.Length > 0
            ? Html.Note(
                "Points are means over an epoch (parameters and entropy: its end); the thin lines are single steps, or means of a few, and "
                + "single edges.")
            : Html.None;
        return charts.Length == 0 ? Html.Note("The search has logged nothing yet.") : Html.Of($"{told}<div class=\"charts\">\n{charts}</div>\n");
    }

    private static Chart? Losses(ReportedRun run) => Over(
        run,
        "Losses",
        "cross-entropy",
        "Losses of the search by epoch: the weights' on training images, the objectives' on validation images.",
        [
            ("trainLoss", "weights (train)"),
            .. run.Curves.ObjectiveNames.Where(name => name != "params").Select(name => ($"objectives.{name}", $"{name} (validation)")),
        ]);

    private static Chart? Accuracy(ReportedRun run) => Over(
        run,
        "Accuracy of the supernet",
        "correct",
        "The share of each training batch that the supernet got right.",
        [("trainAccuracy", "train")],
        percent: true);

    private static Chart? Gamma(ReportedRun run) => Over(
        run,
        "Weights of the objectives",
        "γ",
        "How the balancer weighed the objectives, by epoch; the weights add up to 1.",
        [.. run.Curves.ObjectiveNames.Select((name, i) => ($"gamma.{i}", name))],
        least: 0,
        most: 1);

    private static Chart? Parameters(ReportedRun run) => Over(
        run,
        "Expected parameters of the supernet",
        "parameters",
        "The parameter count to be expected under the mixture, at the end of each epoch.",
        [("expectedParameters", "expected")],
        least: 0,
        atEnd: true);

    private static Chart? ParameterObjective(ReportedRun run) => Over(
        run,
        "Objective of parameters",
        "in units of the method",
        "The bounded parameter count as the method descends it.",
        run.Curves.ObjectiveNames.Contains("params") ? [("objectives.params", "params")] : [],
        least: 0);

    /// <summary>An epoch's means, over its steps.</summary>
    private static Chart? Over(
        ReportedRun run,
        string title,
        string unit,
        string description,
        IReadOnlyList<(string Path, string Name)> curves,
        bool percent = false,
        bool atEnd = false,
        double least = double.NegativeInfinity,
        double most = double.PositiveInfinity)
    {
        var scale = percent ? 100 : 1;
        var known = curves.Where(curve => run.Curves.Epochs.ContainsKey(curve.Path) || run.Curves.Steps.ContainsKey(curve.Path)).ToArray();
        if (known.Length == 0)
        {
            return null;
        }

        var steps = known.Select((curve, i) => Series.Background(i + 1, Thinning.Of(run.Curves.Steps.GetValueOrDefault(curve.Path, []), scale)));
        var means = known.Select((curve, i) => new Series(curve.Name, Means(run, curve, scale, percent, atEnd)) { Colour = i + 1 });
        Series[] series = [.. steps, .. means];
        var marks = series.SelectMany(each => each.Marks).ToArray();
        return new Chart
        {
            Title = title,
            Description = description,
            X = Axis.Whole(Epochs, 0, Math.Ceiling(marks.Max(mark => mark.X))),
            Y = Axis.Around(
                unit, marks.Select(mark => mark.Y), percent ? 0 : least, percent ? 100 : most, percent ? "%" : string.Empty),
            Series = series,
            Told = percent ? value => Numbers.Percent(value / 100) : Numbers.Plain,
        };
    }

    /// <summary>A mean lies in the middle of its epoch, so that the steps run through it; what was read at the end, at its end.</summary>
    private static Mark[] Means(ReportedRun run, (string Path, string Name) curve, double scale, bool percent, bool atEnd) =>
    [
        .. run.Curves.Epochs.GetValueOrDefault(curve.Path, []).Select(point => new Mark(
            point.X + (atEnd ? 1 : 0.5),
            scale * point.Y,
            $"epoch {point.X + 1}\n{curve.Name}: {(percent ? Numbers.Percent(point.Y) : Numbers.Plain(point.Y))}")),
    ];

    private static Chart? Trials(ReportedRun run)
    {
        var trials = run.Curves.Trials.Select((leaves, i) => Candidate.OfTrial(i, leaves)).ToArray();
        if (trials.Length == 0)
        {
            return null;
        }

        var best = double.NaN;
        var (judged, record) = (new List<Mark>(), new List<Mark>());
        for (var i = 0; i < trials.Length; i++)
        {
            if (trials[i].Of(Measure.Clean) is { } accuracy)
            {
                var tip = $"{trials[i].Label}\n{Measure.Clean.Tell(trials[i])}\n{Measure.Parameters.Tell(trials[i])}";
                judged.Add(new Mark(i + 1, 100 * accuracy, tip));
                best = Math.Max(double.IsNaN(best) ? accuracy : best, accuracy);
            }

            record.Add(new Mark(i + 1, 100 * best));
        }

        return new Chart
        {
            Title = "Accuracy of the candidates",
            Description = "Validation accuracy of each candidate in the order of the search, and the best so far.",
            X = Axis.Whole("trial", 1, trials.Length),
            Y = Axis.Around("validation accuracy", judged.Select(mark => mark.Y), 0, 100, "%"),
            Series =
            [
                new Series("best so far", record) { Colour = 2, Dots = false },
                new Series("candidate", [.. judged]) { Colour = 1, Joined = false },
            ],
        };
    }
}
