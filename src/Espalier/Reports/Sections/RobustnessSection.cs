using Espalier.Evaluation;
using Espalier.Reports.Charts;
using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>Accuracy of the trained network over the radius of the attack, under attacks and corruptions, and beside images of other data.</summary>
internal static class RobustnessSection
{
    // The radii are powers of two, and so are their ticks.
    private const double UsualEnd = 16.001;
    private const double UsualStep = 4;

    internal static Html Body(ReportedRun run) => Html.Of(
        $"{Curve(run)}{EvaluationTables.Of(run.Evaluations)}{ShiftTables.Of(run.Corruptions, run.Outliers)}");

    private static Html Curve(ReportedRun run)
    {
        if (run.Robustness is not { } curve)
        {
            return Html.Note("No curve: there is no trained network yet, or the attack was left out, as the summary says.");
        }

        var marks = curve.Points.Select(point => Point(curve, point)).ToArray();
        var chart = new Chart
        {
            Title = $"Accuracy under PGD-{curve.Steps}",
            Description = $"Accuracy on {curve.Images} test images over the radius of the attack, with 95 percent intervals.",
            X = Axis.Exactly("ε in 255ths of the range of a pixel", 0, marks.Max(mark => mark.X), marks[^1].X <= UsualEnd ? UsualStep : null),
            Y = Axis.Around("correct", marks.SelectMany(mark => new[] { mark.Interval!.Value.Low, mark.Interval.Value.High }), 0, 100, "%"),
            Series = [new Series("accuracy", marks)],
            Rule = run.Epsilon > 0 ? (run.Epsilon * 255, $"ε of the run, {Numbers.Epsilon(run.Epsilon)}") : null,
        };
        return Html.Of($"{Html.Note(Explanation(curve))}{chart.ToHtml()}{Table(curve)}");
    }

    private static string Explanation(RobustnessCurve curve) =>
        $"PGD with cross-entropy, {curve.Steps} steps of 2.5 ε / {curve.Steps} from the image itself, on the first "
        + $"{Numbers.Count(curve.Images)} test images of {curve.Data} (seed {curve.Seed}); the band is Wilson's 95 % interval. Each point is an "
        + "upper bound: a stronger attack may leave less. Nothing was chosen by these images.";

    private static Mark Point(RobustnessCurve curve, RobustnessPoint point)
    {
        var accuracy = curve.At(point);
        var (low, high) = accuracy.Interval;
        return new Mark(
            point.Epsilon * 255,
            100 * accuracy.Fraction,
            $"ε {Numbers.Epsilon(point.Epsilon)}\n{Numbers.Percent(accuracy.Fraction)} correct\n{Numbers.Interval(accuracy.Interval)}")
        {
            Interval = (100 * low, 100 * high),
        };
    }

    private static Html Table(RobustnessCurve curve)
    {
        var table = new HtmlTable("accuracy over the radius", ">ε", ">correct", ">95 % from", ">to", ">images");
        foreach (var point in curve.Points)
        {
            var accuracy = curve.At(point);
            table.Add(
                Numbers.Epsilon(point.Epsilon),
                Numbers.Percent(accuracy.Fraction),
                Numbers.Percent(accuracy.Interval.Low),
                Numbers.Percent(accuracy.Interval.High),
                $"{Numbers.Count(accuracy.Correct)} of {Numbers.Count(accuracy.Total)}");
        }

        return Html.Of($"<details><summary>numbers</summary>{table.ToHtml()}</details>\n");
    }
}
