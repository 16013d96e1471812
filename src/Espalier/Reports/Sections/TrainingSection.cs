using Espalier.Reports.Charts;
using Espalier.Reports.Markup;
using Espalier.Studies;

namespace Espalier.Reports.Sections;

/// <summary>How the chosen network was trained, epoch by epoch.</summary>
internal static class TrainingSection
{
    internal static Html Body(ReportedRun run)
    {
        if (!run.Trains)
        {
            return Html.Note("The run was to stop before the training.");
        }

        if (run.Curves.Training.Count == 0)
        {
            return Html.Note(run.Result?.Train is null ? "No epoch of the training is done yet." : "The log has no line of the training.");
        }

        Html?[] charts =
        [
            Draw(run, "Loss", "cross-entropy", "Mean loss of the training images by epoch.", [("loss", "train")], share: false),
            Draw(
                run,
                "Accuracy",
                "correct",
                "Share of the (augmented, perturbed) training images classified rightly, by epoch.",
                [("accuracy", "train"), ("validation", "validation")],
                share: true),
            Draw(
                run,
                "Robustness",
                "correct under PGD-10",
                "Share of images that were classified rightly under PGD-10 after the epoch: of training images held out, where the best epoch is kept.",
                [("robust", "PGD-10")],
                share: true),
            Draw(run, "Learning rate", "learning rate", "The learning rate by epoch.", [("learningRate", "learning rate")], share: false),
        ];
        var done = run.Curves.Training.Values.Max(curve => curve.Count);
        var missing = done < run.TrainingEpochs ? Html.Note($"{done} of {run.TrainingEpochs} epochs are done.") : Html.None;
        var others = run.Curves.OtherTrainings.Count > 0
            ? Html.Note($"The thin lines are {run.Curves.OtherTrainings.Count} trainings of other finalists and replicates.")
            : Html.None;
        var told = Told(run.Result?.Train).Select(Html.Note);
        return Html.Of($"{missing}{others}{told}<div class=\"charts small\">\n{charts.OfType<Html>()}</div>\n");
    }

    private static IEnumerable<string> Told(ResultTraining? training)
    {
        if (training?.Kept is { } kept)
        {
            yield return $"Kept are the weights of epoch {kept.Epoch + 1} of {training.Epochs}: of {kept.Images} training images that were held out, "
                + $"{Numbers.Percent(kept.Pgd)} stood PGD-10, the most of all epochs.";
        }

        if (training?.Overfitting is { } fall)
        {
            yield return $"Catastrophic overfitting in epoch {fall.Epoch + 1}: accuracy under PGD-10 fell from {Numbers.Percent(fall.Before)} to "
                + $"{Numbers.Percent(fall.After)}.";
        }
    }

    private static Html? Draw(
        ReportedRun run, string title, string unit, string description, IReadOnlyList<(string Path, string Name)> curves, bool share)
    {
        Func<double, string> told = share ? value => Numbers.Percent(value / 100) : Numbers.Plain;
        var scale = share ? 100 : 1;
        var known = curves.Where(curve => run.Curves.Training.ContainsKey(curve.Path));
        Series[] series =
        [
            .. run.Curves.OtherTrainings.Values.SelectMany(other => curves.Select((curve, i) => Series.Background(
                i + 1, [.. other.GetValueOrDefault(curve.Path, []).Select(point => new Mark(point.X + 1, scale * point.Y))]))),
            .. known.Select((curve, i) => new Series(curve.Name, Marks(curve.Path, curve.Name)) { Colour = i + 1 }),
        ];
        if (!known.Any())
        {
            return null;
        }

        var marks = series.SelectMany(each => each.Marks).ToArray();
        return new Chart
        {
            Title = title,
            Description = description,
            X = Axis.Whole("epoch", 1, marks.Max(mark => mark.X)),
            Y = share ? Axis.Around(unit, marks.Select(mark => mark.Y), 0, 100, "%") : Axis.Around(unit, marks.Select(mark => mark.Y), 0),
            Series = series,
            Told = told,
        }.ToHtml();

        Mark[] Marks(string path, string name) =>
        [
            .. run.Curves.Training[path].Select(point =>
                new Mark(point.X + 1, scale * point.Y, $"epoch {point.X + 1}\n{name}: {told(scale * point.Y)}")),
        ];
    }
}
