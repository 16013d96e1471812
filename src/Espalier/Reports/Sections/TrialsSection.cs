using Espalier.Reports.Markup;

namespace Espalier.Reports.Sections;

/// <summary>The candidates of a search by samples.</summary>
internal static class TrialsSection
{
    private const int Most = 100;

    internal static Html Body(ReportedRun run)
    {
        if (run.Curves.Trials.Count == 0)
        {
            return Html.None;
        }

        var trials = run.Curves.Trials.Select((leaves, i) => Candidate.OfTrial(i, leaves))
            .OrderByDescending(trial => trial.Of(Measure.Clean) ?? -1).Take(Most).ToArray();
        Measure[] measures = [.. Measure.Qualities(trials), .. Measure.Costs(trials)];
        var table = new HtmlTable("trials", ["", .. measures.Select(measure => $">{measure.Short}"), "genotype, or why it failed"]);
        foreach (var trial in trials)
        {
            var text = trial.Leaves.GetValueOrDefault("failure", trial.Genotype);
            table.Add([trial.Label, .. measures.Select(measure => (object)measure.Value(trial)), Html.Of($"<code>{text}</code>")]);
        }

        var told = run.Curves.Trials.Count > Most
            ? Html.Note($"The best {Most} of {run.Curves.Trials.Count}; log.jsonl has all.")
            : Html.None;
        return Html.Of($"{told}{table.ToHtml()}");
    }
}
