using System.CommandLine;
using System.Globalization;
using Espalier.Cli.Benches;
using Espalier.Cli.Benches.Predictors;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Estimators.Tables;

namespace Espalier.Cli.Commands;

/// <summary><c>bench predictors</c>: predictors of accuracy on NAS-Bench-201.</summary>
internal sealed class PredictorsCommand
{
    private static readonly int[] Published = [5, 8, 14, 25, 50, 75, 100, 200, 400, 700, 1000];

    private readonly Option<string?> predictors = Given.Text(
        "--predictors", "A,B", "the predictors, each as NAME or NAME+OPTION=VALUE+...; all (default): every one; see './espalier list predictors'");

    private readonly Option<string?> labels = Given.Text(
        "--labels", "N,N", $"how many cells are learnt from (default {string.Join(',', Published)})");

    private readonly Option<int?> trials = Given.Whole("--trials", "training sets for each number of labels (default 10; the paper has 100)", 1);
    private readonly Option<int?> test = Given.Whole(
        "--test", "cells asked for (default 200, the paper's); with all that have scores, 725, only predictors that need no labels are tried on those", 10, 725);

    private readonly Option<string?> cells = Given.Text(
        "--cells", "A,B", "table: all cells; scored: those with stored zero-cost scores (default table,scored)");

    private readonly Option<string?> data = TableData.One();
    private readonly Option<double?> seconds = Given.Positive(
        "--seconds", "S", "after so long a predictor begins no more fits; what is missing is told (default 60 for each predictor and set of cells)");

    private readonly Option<string?> images = Given.Text(
        "--images", "D", "images for predictors that train shared weights (oneshot, rsws), for example cifar-10 (default: none; those are left out)");

    private readonly Option<int?> threads = Given.Whole("--threads", "threads of a training (default 1, so that numbers are those of any machine)", 1);
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<string?> tables = Given.Text(
        "--tables", "DIR", $"the folder that holds nasbench201 and nas_bench_suite_zero (default: {TablesFolder.Variable})");

    private readonly Option<string?> layers = Given.Text(
        "--layers", "DIR", "the folder of 'bench proxies --layers', for predictors that look at each layer's part of a score");

    private readonly Option<string?> output = Given.Text(
        "--out", "DIR", "write predictors.md, predictors.json and charts there, and go on with what was begun there (default: nowhere)");

    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");
    private readonly DataChoices reading = new();

    internal static Command Create()
    {
        var own = new PredictorsCommand();
        var command = new Command(
            PredictorBench.Name,
            "Compare the predictors of accuracy on NAS-Bench-201 by the protocol of 'How Powerful are Performance Predictors in Neural Architecture "
            + "Search?': training sets of many sizes, rank correlations, time to learn and to ask.")
        {
            own.predictors, own.labels, own.trials, own.test, own.cells, own.data, own.images, own.seconds, own.threads, own.seed, own.tables,
            own.layers, own.output, own.json,
        };
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var variants = BenchVariant.ParseList(
            parsed.GetValue(predictors) ?? BenchVariant.Everything,
            PredictorBench.All,
            PredictorBench.All.Select(entry => new BenchVariant(entry, [])),
            "--predictors");
        var counts = Counts(parsed.GetValue(labels));
        var sets = Sets(parsed.GetValue(cells));
        var ofLayers = parsed.GetValue(layers) is { } folder ? LayerScores.Load(folder) : null;
        var known = new PredictorCells(TablesFolder.Find(parsed.GetValue(tables)), TableData.Of(parsed.GetValue(data)), ofLayers);
        var asked = parsed.GetValue(test) ?? 200;
        if (sets.Contains(CellSet.Scored) && asked > known.Scored.Length)
        {
            throw new InvalidInputException($"--test {asked}", $"{known.Scored.Length} cells have scores", "ask for fewer, or give --cells table");
        }

        Contestant[] contestants = [.. variants.Select(variant => Contestant.Of(variant, known)), .. Contestant.Baselines(known)];
        var terms = new PredictorTerms(known.Name, asked, parsed.GetValue(seed) ?? 1) { Layers = ofLayers?.Made };
        var plan = new PredictorPlan(counts, parsed.GetValue(trials) ?? 10, parsed.GetValue(seconds) ?? 60);
        var pictures = Pictures(parsed);
        set_num_threads(parsed.GetValue(threads) ?? 1);
        var results = Interruption.Guard(
            token => Watching.Run(watch => All(contestants, sets, known, terms, plan, pictures, parsed.GetValue(output), watch(string.Empty), token)),
            parsed.GetValue(output) is null
                ? $"interrupted; begin again with: {CommandText.Of(parsed)}"
                : $"interrupted; go on with: {CommandText.Of(parsed)}");
        Tell(parsed, new(CommandText.Of(parsed), terms, known.SecondsOfLabel, known.SecondsOfCurve, known.Scored.Length, results));
        return ExitCode.Done;
    }

    private static List<PredictorResult> All(
        IReadOnlyList<Contestant> contestants,
        IReadOnlyList<CellSet> sets,
        PredictorCells cells,
        PredictorTerms terms,
        PredictorPlan plan,
        TrainingImages? images,
        string? folder,
        IFlowObserver observer,
        CancellationToken cancellation)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        using var file = PredictorFile.Open(folder is null ? null : Path.Combine(folder, $"{PredictorBench.Name}.jsonl"), terms);
        var bench = new PredictorBench(cells, terms, plan, file, images);
        var results = new List<PredictorResult>();
        foreach (var set in sets)
        {
            foreach (var contestant in contestants.Where(contestant => set == CellSet.Scored || !contestant.OnlyScored))
            {
                observer.Begin($"{contestant.Name} ({PredictorBench.Word(set)})", $"{plan.Trials} trials");
                var (runs, note) = bench.Run(contestant, set, observer, cancellation);
                results.Add(PredictorResult.Of(contestant, set, runs, note, cells));
                if (note is not null)
                {
                    observer.Warn($"{contestant.Name}: {note}");
                }
            }
        }

        return results;
    }

    private TrainingImages? Pictures(ParseResult parsed) => parsed.GetValue(images) is { } source
        ? new(source, DataCatalog.Load(source, new DataRequest { Options = reading.Options(parsed) }), parsed.GetValue(output))
        : null;

    private void Tell(ParseResult parsed, PredictorTable table)
    {
        if (parsed.GetValue(output) is { } path)
        {
            var folder = new BenchFolder(path);
            folder.Save($"{PredictorBench.Name}.json", table.ToJson() + "\n");
            folder.Save($"{PredictorBench.Name}.md", PredictorPage.Markdown(table));
            foreach (var group in table.Results.GroupBy(result => result.Cells))
            {
                folder.Save($"{PredictorBench.Name}-{group.Key}.svg", PredictorPage.Curves([.. group], group.Key));
                folder.Save($"{PredictorBench.Name}-{group.Key}-pareto.svg", PredictorPage.Pareto([.. group], group.Key));
            }
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(table.ToJson());
            return;
        }

        var sheet = new Sheet("predictor", "cells", ">labels", ">tau", ">tau, children", ">trials", ">fit s", ">query ms");
        foreach (var (result, setting) in table.Results.SelectMany(result => result.Settings.Select(setting => (result, setting))))
        {
            sheet.Add(
                result.Name,
                result.Cells,
                setting.Labels.ToString("N0", CultureInfo.InvariantCulture),
                PredictorPage.Told(setting.Kendall),
                setting.KendallMutated is { } mutated ? PredictorPage.Told(mutated) : "-",
                setting.Trials.ToString(CultureInfo.InvariantCulture),
                setting.FitSeconds.ToString("0.000", CultureInfo.InvariantCulture),
                (setting.QuerySeconds * 1000).ToString(result.NeedsCurve ? "N0" : "0.000", CultureInfo.InvariantCulture));
        }

        sheet.Print();
    }

    private static int[] Counts(string? given)
    {
        if (given is null)
        {
            return Published;
        }

        int[] counts = [.. given.Split(',').Select(word =>
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 2 and <= 10_000
                ? count
                : throw new InvalidInputException($"--labels '{given}'", $"'{word}' is no number from 2 to 10000", "write for example 50,100,1000"))];
        Array.Sort(counts);
        return counts.Distinct().Count() == counts.Length
            ? counts
            : throw new InvalidInputException($"--labels '{given}'", "has a number twice", "give each once");
    }

    private static CellSet[] Sets(string? given) => given is null
        ? Enum.GetValues<CellSet>()
        : [.. given.Split(',').Distinct().Select(word => Array.Find(Enum.GetValues<CellSet>(), set => PredictorBench.Word(set) == word) is var set
            && PredictorBench.Word(set) == word
                ? set
                : throw new InvalidInputException($"--cells '{given}'", $"there is no set '{word}'", "give table, scored or both"))];
}
