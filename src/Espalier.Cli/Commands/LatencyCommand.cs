using System.CommandLine;
using System.Globalization;
using Espalier.Cli.Benches;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>bench latency</c>: latency on new devices, predicted from known ones and ten measurements.</summary>
internal sealed class LatencyCommand
{
    private static readonly string DefaultFolder = Path.Combine("runs", LatencyBench.Name);
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly Option<string?> methods = Given.Text(
        "--methods", "A,B", "the predictors, each as NAME or NAME+OPTION=VALUE+...; all (default): every one (see 'list latency-predictors')");

    private readonly Option<string[]> set = BenchOptions.Given();
    private readonly Option<string?> seeds = Given.Text("--seeds", "N,N", "what is drawn is drawn with each of these (default 1,2,3)");
    private readonly Option<string?> known = Given.Text("--known", "A,B", "the devices to learn from (default: the published ones of the table)");
    private readonly Option<string?> unseen = Given.Text(
        "--unseen", "A,B", "the devices to predict, and no others (default: the published new ones, those published for choosing settings, and all others)");

    private readonly Option<int?> threads = Given.Whole("--threads", "threads of one operator", 1);
    private readonly Option<string?> tables = Given.Text(
        "--tables",
        "DIR",
        $"the folder that holds nasbench201_latency/nasbench201_latency.csv.gz and nasbench201/ (default: {TablesFolder.Variable})");

    private readonly Option<string?> output = Given.Text("--out", "DIR", "where it goes (default runs/latency)");
    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");

    internal static Command Create()
    {
        var own = new LatencyCommand();
        var command = new Command(
            LatencyBench.Name,
            "Predict how long the cells of NAS-Bench-201 take on devices of which only ten cells were measured, from devices that are known, and see "
            + "by the table how far the order is right. A finished run is a file in --out DIR; the same command goes on where it was interrupted. "
            + "Writes latency.md, .json and .svg.")
        {
            own.methods, own.set, own.seeds, own.known, own.unseen, own.threads, own.tables, own.output, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var variants = BenchVariant.ParseList(
            parsed.GetValue(methods) ?? BenchVariant.Everything,
            LatencyBench.Methods,
            LatencyBench.Methods.Select(method => new BenchVariant(method, [])),
            "--methods");
        var shared = new BenchOptions(parsed.GetValue(set) ?? [], [.. variants.Select(variant => variant.Entry).Distinct()]);
        var options = variants.ToDictionary(
            variant => variant, variant => MethodSelection.Options(variant.Entry, variant.Options(shared), null, Nothing));
        var numbers = GivenNumbers.Of("--seeds", parsed.GetValue(seeds) ?? "1,2,3", ulong.MaxValue);
        if (parsed.GetValue(threads) is { } count)
        {
            set_num_threads(count);
        }

        var space = new NasBench201Space();
        var folder = TablesFolder.Find(parsed.GetValue(tables));
        var latency = NasBench201LatencyTable.Load(folder, space);
        var devices = LatencyDevices.Of(parsed.GetValue(known), parsed.GetValue(unseen), latency);
        var bench = new LatencyBench(
            new BenchFolder(parsed.GetValue(output) ?? DefaultFolder),
            latency,
            NasBench201Table.Load(folder, space),
            space,
            devices.Known,
            [.. devices.Unseen, .. devices.Further, .. devices.Validation]);
        var command = CommandText.Of(parsed);

        // All of them before the first begins: what does not fit must not be found out after hours.
        foreach (var (variant, seed) in from variant in variants from seed in numbers select (variant, seed))
        {
            bench.Kept(variant, options[variant], seed);
        }

        var found = Interruption.Guard(
            token => Watching.Run(watch => variants.Select(variant =>
                Method(bench, variant, options[variant], numbers, watch(string.Empty), token)).ToArray()),
            $"interrupted, finished runs are saved; go on with: {command}");
        Tell(parsed, new()
        {
            Command = command,
            Environment = RunEnvironment.Capture(get_num_threads()),
            Known = devices.Known,
            Unseen = devices.Unseen,
            Validation = devices.Validation,
            Further = devices.Further,
            Models = bench.Models(),
            Methods = [.. bench.References(), .. found],
        });
        return ExitCode.Done;
    }

    private static LatencyMethod Method(
        LatencyBench bench,
        BenchVariant variant,
        IReadOnlyDictionary<string, string> options,
        ulong[] seeds,
        IFlowObserver observer,
        CancellationToken cancellation)
    {
        var isDrawn = LatencyBench.IsDrawn(variant.Entry);
        ulong[] needed = isDrawn ? seeds : [seeds[0]];
        return new(
            variant.Label,
            isDrawn ? "10 times" : "10 times, and each cell's on known devices",
            [
                .. needed.Select(seed =>
                {
                    observer.Begin(variant.Label, string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
                    return bench.Run(
                        variant, options, seed, (done, total) => observer.Progress(done, total, "episodes", done == total), cancellation);
                }),
            ]);
    }

    private void Tell(ParseResult parsed, LatencyResult result)
    {
        var folder = new BenchFolder(parsed.GetValue(output) ?? DefaultFolder);
        folder.Save($"{LatencyBench.Name}.svg", LatencyPage.Svg(result));
        folder.Save($"{LatencyBench.Name}.json", result.ToJson() + "\n");
        var page = folder.Save($"{LatencyBench.Name}.md", LatencyPage.Markdown(result));
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(result.ToJson());
            return;
        }

        var sheet = new Sheet(["method", .. result.Unseen.Select(device => $">{device}"), ">mean", ">mean of further"]);
        foreach (var method in result.Methods)
        {
            sheet.Add(
            [
                method.Name,
                .. result.Unseen.Select(device => LatencyPage.Text(method.On(device, score => score.Middle))),
                LatencyPage.Text(method.Mean(result.Unseen, score => score.Middle)),
                result.Further.Count == 0 ? string.Empty : LatencyPage.Text(method.Mean(result.Further, score => score.Middle)),
            ]);
        }

        sheet.Print();
        Console.Out.WriteLine($"saved as {page}, with .json and .svg beside it");
    }
}
