using System.Globalization;
using System.Text.Json;
using Espalier.Evaluation;
using Espalier.Reports.Charts;
using Espalier.Reports.Markup;
using Espalier.Studies;

namespace Espalier.Reports.Sections;

/// <summary>The candidates that none dominates, over what they cost; the axes can be chosen, without a script.</summary>
internal static class FrontSection
{
    private const int MostOthers = 400;

    internal static Html Body(ReportedRun run)
    {
        var front = FrontPoints(run);
        if (front.Count == 0)
        {
            return run.Searches ? Html.Note("There is no front before the search has come to its end.") : Html.None;
        }

        var others = Others(run, front);
        var (costs, qualities) = (Measure.Costs(front), Measure.Qualities(front));
        var panels = costs.SelectMany(x => qualities.Select(y => (X: x, Y: y))).ToArray();
        var told = Html.Note(Explanation(run, front, qualities.Count > 0));
        var table = Table(run, front, costs, qualities);
        return panels.Length == 0 ? Html.Of($"{told}{table}") : Html.Of($"""
            {told}<div class="front">
            {Chooser(costs, qualities)}{panels.Select(panel => Html.Of($"""
                <div class="panel x-{costs.IndexOf(panel.X)} y-{qualities.IndexOf(panel.Y)}">{Scatter(run, front, others, panel.X, panel.Y)}</div>

                """))}</div>
            {table}
            """);
    }

    private static string Explanation(ReportedRun run, List<Candidate> front, bool judged)
    {
        if (!judged)
        {
            return "What the search came to; no accuracy was measured.";
        }

        var count = front.Count == 1 ? "The one candidate" : $"{front.Count} candidates";
        var how = front[0].Leaves.GetValueOrDefault("judgedBy", run.Curves.Trials.Count > 0 ? "shortTraining" : "training") switch
        {
            "inheritedWeights" => "on validation images, with the weights of the trained supernet",
            "shortTraining" => "on validation images, after a short training of each",
            _ => "on test images, after the run's training",
        };
        var own = front.Exists(candidate => candidate.Genotype == run.Genotype?.Text)
            ? "The ring is the one that the run chose."
            : "The one that the run chose is not among them.";
        return $"{count} that no other beats in accuracy or costs less; accuracies are {how}. {own}{Known(run, front)}";
    }

    /// <summary>How well the accuracies that members were judged by are known; those of trainings over replicates say it themselves.</summary>
    private static string Known(ReportedRun run, List<Candidate> front)
    {
        var onTest = front[0].Leaves.GetValueOrDefault("judgedBy") == "training";
        double[] clean = [.. front.Select(candidate => candidate.Of(Measure.Clean)).OfType<double>()];
        if ((onTest ? run.TestImages : run.Result?.ValidationImages) is not { } images || clean.Length == 0)
        {
            return string.Empty;
        }

        var reach = clean.Max(share => Accuracy.Of(share, images).Interval is var (low, high) ? Math.Max(share - low, high - share) : 0);
        return $" On {Numbers.Count(images)} images: Wilson's 95 % intervals of the clean ones reach {Numbers.Percent(reach)} to a side at most.";
    }

    /// <summary>Two groups of radio buttons; style sheets show the panel of their choice.</summary>
    private static Html Chooser(List<Measure> costs, List<Measure> qualities)
    {
        var rules = string.Concat(costs.SelectMany((_, x) => qualities.Select((_, y) =>
            $".front:has(#fx{x}:checked):has(#fy{y}:checked) .panel.x-{x}.y-{y}{{display:block}}")));
        return Html.Of($"""
            <style>{Html.Trusted(rules)}</style>
            <div class="chooser">{Group("across", "fx", costs)}{Group("up", "fy", qualities)}</div>

            """);
    }

    private static Html Group(string name, string id, List<Measure> measures) => Html.Of($"""
        <fieldset><legend>{name}</legend>{measures.Select((measure, i) => Html.Of($"""
            <input type="radio" name="{id}" id="{id}{i}"{(i == 0 ? " checked" : string.Empty)}><label for="{id}{i}">{measure.Short}</label>
            """))}</fieldset>
        """);

    private static Html Scatter(ReportedRun run, List<Candidate> front, List<Candidate> others, Measure x, Measure y)
    {
        var (dominated, members) = (Marks(run, others, x, y), Marks(run, front, x, y));
        var all = dominated.Concat(members).ToArray();
        return new Chart
        {
            Title = $"{y.Name} over {x.Name}",
            Description = $"A scatter of {members.Count} members of the front and {dominated.Count} other candidates: {x.Name} across, "
                + $"{y.Name} up. The table below has the numbers of the front.",
            X = Axis.Around(x.Name, all.Select(mark => mark.X), least: 0),
            Y = Axis.Around(y.Name, all.Select(mark => mark.Y), 0, 100, "%"),
            Series =
            [
                new Series("other candidates", dominated) { Colour = 0, Joined = false, Faint = true, Named = dominated.Count > 0 },
                Points("front", members.FindAll(mark => !mark.Chosen)),
                Points("chosen", members.FindAll(mark => mark.Chosen)),
            ],
        }.ToHtml();
    }

    private static Series Points(string name, List<Mark> marks) => new(name, marks) { Joined = false, Named = marks.Count > 0 };

    private static List<Mark> Marks(ReportedRun run, List<Candidate> candidates, Measure x, Measure y)
    {
        return [.. candidates.Where(candidate => candidate.Of(x) is not null && candidate.Of(y) is not null).Select(Point).OrderBy(mark => mark.X)];

        Mark Point(Candidate candidate) =>
            new(candidate.Of(x)!.Value, 100 * candidate.Of(y)!.Value, $"{candidate.Label}\n{x.Tell(candidate)}\n{y.Tell(candidate)}")
            {
                Chosen = candidate.Genotype == run.Genotype?.Text,
            };
    }

    private static Html Table(ReportedRun run, List<Candidate> front, List<Measure> costs, List<Measure> qualities)
    {
        Measure[] measures = [.. costs, .. qualities];
        var table = new HtmlTable("the front", ["", .. measures.Select(measure => $">{measure.Short}"), "genotype"]);
        foreach (var candidate in front)
        {
            var name = candidate.Label + (candidate.Genotype == run.Genotype?.Text ? ", chosen" : string.Empty);
            table.Add([name, .. measures.Select(measure => (object)measure.Value(candidate)), Html.Of($"<code>{candidate.Genotype}</code>")]);
        }

        return table.ToHtml();
    }

    private static List<Candidate> FrontPoints(ReportedRun run)
    {
        // By way of JSON: whatever is recorded of a candidate can be drawn, whether or not this section knows it.
        var documents = run.Result is { } result ? result.Front.Select(candidate => Leaves(candidate, result)) : [];
        return
        [
            .. documents.Select(leaves => new Candidate(string.Empty, leaves)).OrderBy(candidate => candidate.Of(Measure.Parameters) ?? 0)
                .Select((candidate, i) => candidate with { Label = $"candidate {i + 1}" }),
        ];
    }

    private static SortedDictionary<string, string> Leaves(ResultCandidate candidate, RunResult result)
    {
        var leaves = FlatJson.Of(JsonSerializer.SerializeToElement(candidate, StudyJson.Line));

        // Of the very network that was measured against a limit; a candidate may have been judged at another size.
        if (result.LatencyMilliseconds is { } latency && candidate.Genotype == result.Genotype && candidate.Params == result.Params)
        {
            leaves.TryAdd(Measure.Latency.Path, latency.ToString(CultureInfo.InvariantCulture));
        }

        return leaves;
    }

    /// <summary>Judged and dominated; of very many some, evenly.</summary>
    private static List<Candidate> Others(ReportedRun run, List<Candidate> front)
    {
        var members = front.Select(candidate => candidate.Genotype).ToHashSet(StringComparer.Ordinal);
        var trials = run.Curves.Trials.Select((leaves, i) => Candidate.OfTrial(i, leaves));
        var others = trials.Where(trial => !members.Contains(trial.Genotype)).ToArray();
        var every = (others.Length + MostOthers - 1) / MostOthers;
        return [.. others.Where((_, i) => i % Math.Max(1, every) == 0)];
    }
}
