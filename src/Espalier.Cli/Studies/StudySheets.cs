using System.Globalization;
using Espalier.Cli.Output;
using Espalier.Spaces;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Studies;

/// <summary>One study, for people.</summary>
internal static class StudySheets
{
    /// <summary>Prints it.</summary>
    /// <param name="content">The study.</param>
    /// <param name="trials">The trials to tell of.</param>
    /// <param name="all">Whether those are all; else a finished run tells its own front, which knows more of its members.</param>
    internal static void Print(StudyContent content, IReadOnlyList<TrialRow> trials, bool all)
    {
        PrintStudy(content);
        if (!all && content.Result is { } result && (result.Search?.Judged > 1 || result.Front.Count > 1))
        {
            FrontSheet.Print(result);
        }
        else if (trials.Count > 0)
        {
            PrintTrials(content, trials);
        }

        if (content.Result is { } finished && Flow.SpaceOf(finished.Space).Parse(finished.Genotype, "result") is IDrawn drawn)
        {
            Console.Out.Write(string.Concat(drawn.Drawings().Select(drawing => "\n" + drawing.Text)));
        }

        var curves = Curve.Of(content.Metrics).Where(curve => curve.Values is not null).ToArray();
        if (curves.Length > 0)
        {
            PrintCurves(curves);
        }
    }

    private static void PrintStudy(StudyContent content)
    {
        var (row, item, sheet) = (content.Row, content.Item, new Sheet());
        sheet.Add("study", $"{row.Id} in {item.Store}");
        sheet.Add("state", row.Failure is { } failure ? $"{item.State}: {failure}" : item.State);
        sheet.Add("run", $"{row.Method} ({row.Space}, {row.Data}, seed {row.Seed})");
        sheet.Add("folder", row.Folder);
        sheet.Add("command", row.Command);
        sheet.Add(
            "time",
            $"started {Readable.Time(row.Started)} UTC, {Readable.Duration(content.Overview.Worked)} in {Count(content.Overview.Sessions.Count, "session")}");
        sheet.Add("environment", Pairs(content.Environment));
        sheet.Add("settings", Pairs(row.Settings, "command"));
        if (item.Accuracy is { } accuracy)
        {
            sheet.Add("test", Readable.Accuracies(accuracy, "PGD", content.Result?.TestImages));
        }

        if (content.Result?.Hash is { } hash)
        {
            sheet.Add("hash", hash);
        }

        foreach (var artefact in content.Artefacts)
        {
            sheet.Add("file", $"{artefact.Path} ({artefact.Kind}), {Readable.Count(artefact.Bytes)} bytes, sha256 {artefact.Sha256}");
        }

        sheet.Print();
    }

    private static void PrintTrials(StudyContent content, IReadOnlyList<TrialRow> trials)
    {
        var all = content.Trials.Count;
        Console.Out.WriteLine(trials.Count == all ? $"\n{Count(all, "trial")}" : $"\nthe front, {trials.Count} of {Count(all, "trial")}");
        var sheet = new Sheet(">trial", "kind", ">validation", ">attacked", ">parameters", ">MACs", ">ms", "genotype");
        foreach (var trial in trials)
        {
            sheet.Add(
                trial.Number.ToString(CultureInfo.InvariantCulture),
                trial.Kind.ToString().ToLowerInvariant(),
                Readable.Share(trial.Accuracy),
                Readable.Share(content.Robust(trial)),
                Readable.Count(trial.Params),
                Readable.Count(trial.Macs),
                Readable.Number(trial.LatencyMilliseconds),
                trial.Failure is { } failure ? $"failed: {failure}" : trial.Genotype);
        }

        sheet.Print();
        if (Readable.Reach("validation", trials.Select(trial => trial.Accuracy), content.Result?.ValidationImages) is { } reach)
        {
            Console.Out.WriteLine(reach);
        }
    }

    private static void PrintCurves(IReadOnlyList<Curve> curves)
    {
        Console.Out.WriteLine("\nmetrics");
        var sheet = new Sheet("stage", "name", ">points", ">first", ">last", ">least", ">most");
        foreach (var family in curves.GroupBy(curve => (curve.Stage, Name: Family(curve))))
        {
            // A number for every edge of a cell is for programs; people get what they have in common.
            var many = family.Count() > 1;
            var values = family.SelectMany(curve => curve.Values!);
            sheet.Add(
                family.Key.Stage,
                many ? $"{family.Key.Name}, mean of {family.Count()}" : family.Key.Name,
                Readable.Count(family.Max(curve => curve.Steps.Count)),
                Readable.Number(family.Average(curve => curve.Values![0])),
                Readable.Number(family.Average(curve => curve.Values![^1])),
                Readable.Number(values.Min()),
                Readable.Number(values.Max()));
        }

        sheet.Print();
    }

    /// <summary><c>entropy.1.13</c> is one of <c>entropy</c>.</summary>
    private static string Family(Curve curve)
    {
        var name = curve.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        return (name.Length == 0 ? curve.Name : name) + (curve.Trial is null ? string.Empty : " of trials");
    }

    private static string Pairs(string json, string? without = null) =>
        string.Join(", ", FlatJson.Of(json).Where(pair => pair.Key != without).Select(pair => $"{pair.Key} {pair.Value}"));

    private static string Count(int count, string what) => $"{Readable.Count(count)} {what}{(count == 1 ? string.Empty : "s")}";
}
