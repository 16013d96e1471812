using System.CommandLine;
using System.Globalization;
using Espalier.Cli.Benches;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;

namespace Espalier.Cli.Commands;

/// <summary><c>bench nb201</c>: sampling searches over NAS-Bench-201's table.</summary>
internal sealed class TabularCommand
{
    // As published: what was judged may be judged again, and costs again.
    private static readonly Dictionary<string, string> Published = new() { ["distinct"] = "none" };

    private readonly Option<string?> methods = Given.Text(
        "--methods", "A,B", "the methods, each as METHOD or METHOD+NAME=VALUE+...; all (default): every method that samples");

    private readonly Option<string[]> set = BenchOptions.Given();

    private readonly Option<int?> runs = Given.Whole("--runs", "runs of each method (default 500)", 1);
    private readonly Option<double?> budget = Given.Positive(
        "--budget", "S", "seconds of the table that a run has for 12-epoch trainings (default 12000, the paper's)");

    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<int?> threads = Given.Whole("--threads", "runs at once (default: one for each processor); no result depends on it", 1);
    private readonly Option<string?> tables = Given.Text(
        "--tables", "DIR", $"the folder that holds nasbench201/nasbench201.csv.gz (default: {TablesFolder.Variable})");

    private readonly Option<string?> output = Given.Text("--out", "DIR", "write nb201.md and nb201.json there (default: nowhere)");
    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");

    internal static Command Create()
    {
        var own = new TabularCommand();
        var command = new Command(
            TabularBench.Name,
            "Compare the searches that judge candidate by candidate on NAS-Bench-201's table, by the protocol of its paper: many runs, each with "
            + "a budget of training seconds.")
        {
            own.methods, own.set, own.runs, own.budget, own.seed, own.threads, own.tables, own.output, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var variants = BenchVariant.ParseList(
            parsed.GetValue(methods) ?? BenchVariant.Everything, TabularBench.Methods, TabularBench.All, "--methods");
        var shared = new BenchOptions(parsed.GetValue(set) ?? [], [.. variants.Select(variant => variant.Entry).Distinct()]);
        var options = variants.ToDictionary(
            variant => variant, variant => MethodSelection.Options(variant.Entry, variant.Options(shared), null, Published));
        var table = NasBench201Table.Load(TablesFolder.Find(parsed.GetValue(tables)), new NasBench201Space());
        var (seconds, count) = (parsed.GetValue(budget) ?? 12_000, parsed.GetValue(runs) ?? 500);
        var bench = new TabularBench(table, seconds);
        var found = Interruption.Guard(
            token => Watching.Run(watch => variants.Select(variant =>
            {
                var observer = watch(string.Empty);
                observer.Begin(variant.Label, $"{count} runs of {seconds:N0} s of the table");
                var telling = new Lock();
                return bench.Run(
                    variant,
                    options[variant],
                    count,
                    parsed.GetValue(seed) ?? 1,
                    parsed.GetValue(threads) ?? Environment.ProcessorCount,
                    Tell,
                    token);

                void Tell(int over)
                {
                    lock (telling)
                    {
                        observer.Progress(over, count, "runs", over == count);
                    }
                }
            }).ToArray()),
            $"interrupted; begin again with: {CommandText.Of(parsed)}");
        Tell(parsed, new TabularTable(CommandText.Of(parsed), seconds, count, found, DifferentiableReferences.Of(table, [])));
        return ExitCode.Done;
    }

    private void Tell(ParseResult parsed, TabularTable result)
    {
        if (parsed.GetValue(output) is { } path)
        {
            var folder = new BenchFolder(path);
            folder.Save($"{TabularBench.Name}.json", result.ToJson() + "\n");
            folder.Save($"{TabularBench.Name}.md", TabularBench.Markdown(result));
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(result.ToJson());
            return;
        }

        var sheet = new Sheet("method", ">CIFAR-10 %", ">CIFAR-100 %", ">ImageNet16 %", ">rank", ">candidates", ">s");
        foreach (var method in result.Methods)
        {
            sheet.Add(
                method.Name,
                TabularBench.Share(method.Cifar10),
                TabularBench.Share(method.Cifar100),
                TabularBench.Share(method.ImageNet16),
                DifferentiablePage.Number(method.Rank, "N0"),
                DifferentiablePage.Number(method.Candidates, "N0"),
                method.Seconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        sheet.Print();
    }
}
