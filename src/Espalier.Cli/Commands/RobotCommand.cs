using System.CommandLine;
using Espalier.Cli.Benches;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;

namespace Espalier.Cli.Commands;

/// <summary><c>bench robot</c>: RoBoT on the tables, beside what each metric comes to alone.</summary>
internal sealed class RobotCommand
{
    private readonly Option<int?> trials = Given.Whole("--trials", "networks that a search has judged (default 20, the paper's)", 1);
    private readonly Option<int?> runs = Given.Whole("--runs", "runs of each search (default 10)", 1);
    private readonly Option<string?> data = TableData.Several();
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<string?> tables = Given.Text(
        "--tables", "DIR", $"the folder that holds nasbench201 and nas_bench_suite_zero (default: {TablesFolder.Variable})");

    private readonly Option<string?> output = Given.Text("--out", "DIR", "write robot.md, robot.json and charts there (default: nowhere)");
    private readonly Option<bool> json = Given.Flag("--json", "print one JSON document and nothing else on standard output");

    internal static Command Create()
    {
        var own = new RobotCommand();
        var command = new Command(
            RobotBench.Name,
            "Search NAS-Bench-201 with RoBoT, which learns a weighted sum of training-free metrics, beside random search, regularised evolution and each "
            + "metric alone: among the cells that scores are stored of, and among all.")
        {
            own.trials, own.runs, own.data, own.seed, own.tables, own.output, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var folder = TablesFolder.Find(parsed.GetValue(tables));
        var space = new NasBench201Space();
        var table = NasBench201Table.Load(folder, space);
        var scores = SuiteZeroTable.Load(folder, SuiteZeroSource.NasBench201, space);
        var (asked, count) = (parsed.GetValue(trials) ?? 20, parsed.GetValue(runs) ?? 10);
        var bench = new RobotBench(table, scores, TableData.AllOf(parsed.GetValue(data)), asked, count, parsed.GetValue(seed) ?? 1);
        var began = TimeProvider.System.GetTimestamp();
        var found = Interruption.Guard(
            token => Watching.Run(watch =>
            {
                var (observer, part) = (watch(string.Empty), 0);
                observer.Begin(RobotBench.Name, $"{count} runs of each search, {asked} networks judged in each");
                return bench.Run(what => observer.Progress(part++, bench.Parts, what, false), token).ToArray();
            }),
            $"interrupted; begin again with: {CommandText.Of(parsed)}");
        var result = new RobotTable(CommandText.Of(parsed), asked, count, TimeProvider.System.GetElapsedTime(began).TotalSeconds, found);
        Tell(parsed, result);
        return ExitCode.Done;
    }

    private void Tell(ParseResult parsed, RobotTable result)
    {
        if (parsed.GetValue(output) is { } path)
        {
            var folder = new BenchFolder(path);
            foreach (var (part, data) in result.Data.Index())
            {
                folder.Save($"{RobotBench.Name}-{part + 1}-{data.Name.ToLowerInvariant()}.svg", RobotPage.Svg(data, result.Trials));
            }

            folder.Save($"{RobotBench.Name}.json", result.ToJson() + "\n");
            folder.Save($"{RobotBench.Name}.md", RobotPage.Markdown(result));
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(result.ToJson());
            return;
        }

        var sheet = new Sheet("data", "networks", "search", "judged by", ">accuracy %", ">rank", ">learning");
        foreach (var (data, search) in result.Data.SelectMany(data => data.Searches.Select(search => (data, search))))
        {
            sheet.Add(
                data.Name,
                data.Pool,
                search.Name,
                search.Objective,
                Figures.Share(search.Accuracy),
                Figures.Number(search.Rank, "0.0"),
                search.Explored is null ? string.Empty : Figures.Number(search.Explored, "0.0"));
        }

        sheet.Print();
    }
}
