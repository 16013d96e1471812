using System.CommandLine;
using Espalier.Cli.Benches;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Data;
using Espalier.Estimators.Tables;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;
using Espalier.Spaces.NasBench201;

namespace Espalier.Cli.Commands;

/// <summary><c>bench proxies</c>: our zero-cost scores against stored ones and against accuracy.</summary>
internal sealed class ProxiesCommand
{
    /// <summary>The data set that the stored scores are of.</summary>
    internal const string UsualData = "cifar-10";

    private static readonly string DefaultFolder = Path.Combine("runs", ProxyBench.Name);

    private readonly Option<string?> proxies = Given.Text(
        "--proxies", "P[:N],...", "the proxies, parted by commas; behind a colon, on how many cells (default: all proxies, all on --cells)");

    private readonly Option<int?> cells = Given.Whole("--cells", "how many of the stored cells are scored (default: all 725)", 2);
    private readonly Option<string?> data = Given.Text("--data", "D", $"whose training images are looked at (default {UsualData})");
    private readonly Option<int?> batch = Given.Whole("--batch", "images of a batch (default 64)", 2);
    private readonly Option<int?> channels = Given.Whole("--channels", "channels of the first cells (default 16, as published)", 1);
    private readonly Option<int?> stacks = Given.Whole("--stacks", "cells in each of the three stages (default 5, as published)", 1);
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<int?> threads = Given.Whole(
        "--threads", "networks scored at once (default: one for each processor); no score depends on it", 1);

    private readonly Option<string?> tables = Given.Text(
        "--tables", "DIR", $"the folder that holds {SuiteZeroTable.Folder}/nb201_proxies.csv.gz (default: {TablesFolder.Variable})");

    private readonly Option<string?> output = Given.Text(
        "--out", "DIR", $"where scores and results go; begun again, the command goes on with the scores there (default {DefaultFolder})");

    private readonly Option<bool> layers = Given.Flag(
        "--layers", "write down what each layer adds, too, where a score is a sum over layers: what 'bench predictors --layers' reads");

    private readonly Option<bool> json = Given.Flag("--json", "print the result as one JSON document and nothing else on standard output");
    private readonly DataChoices reading = new();

    internal static Command Create()
    {
        var own = new ProxiesCommand();
        var command = new Command(
            ProxyBench.Name,
            "Score NAS-Bench-201 cells with zero-cost proxies and say how well the scores agree with the stored ones of NAS-Bench-Suite-Zero and "
            + "with the accuracy after 200 epochs. Every score is kept as soon as it is ready.")
        {
            own.proxies, own.cells, own.data, own.batch, own.channels, own.stacks, own.seed, own.threads, own.tables, own.output, own.layers, own.json,
        };
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var chosen = parsed.GetValue(proxies) is { } text ? ProxyChoice.Parse("--proxies", text) : ProxyChoice.All;
        var tablesFolder = TablesFolder.Find(parsed.GetValue(tables));
        var bench = new ProxyBench(tablesFolder, parsed.GetValue(seed) ?? 1);
        var wanted = chosen.ToDictionary(choice => choice.Name, choice => bench.Count("--cells", choice.Cells ?? parsed.GetValue(cells)));
        var source = parsed.GetValue(data) ?? UsualData;
        var images = DataCatalog.Load(source, new DataRequest { Options = reading.Options(parsed) }).Train;
        var settings = new NetworkSettings
        {
            Channels = parsed.GetValue(channels) ?? 16,
            Cells = (3 * (parsed.GetValue(stacks) ?? 5)) + 2,
            Input = images.Shape,
            Classes = images.Classes,
            Statistics = ChannelStatistics.Of(images),
        };
        var terms = new ScoringTerms
        {
            Space = NasBench201Genotype.SpaceName,
            Proxies = [],
            Data = source,
            Network = ScoringTerms.NetworkText(settings),
            Batch = parsed.GetValue(batch) ?? 64,
            Seed = parsed.GetValue(seed) ?? 1,
            Genotypes = ProxyBench.Order,
            Layers = parsed.GetValue(layers),
        };
        var path = parsed.GetValue(output) ?? DefaultFolder;
        var scores = new ProxyScores(ProxyScores.Folder(path), terms, bench.Genotypes);
        scores.Check(wanted.Keys);
        using var scorer = new ZeroCostScorer(new NasBench201Space(), settings, images, terms.Batch, terms.Seed);
        var scored = Interruption.Guard(
            token => Watching.Run(watch => wanted.ToDictionary(
                proxy => proxy.Key,
                proxy =>
                {
                    var observer = watch(string.Empty);
                    observer.Begin(proxy.Key, $"{proxy.Value} networks");
                    return scores.Of(
                        scorer,
                        proxy.Key,
                        proxy.Value,
                        parsed.GetValue(threads) ?? Environment.ProcessorCount,
                        (done, of) => observer.Progress(done, of, "networks", done == of),
                        token);
                })),
            $"interrupted; what is ready is in {path}; go on with: {CommandText.Of(parsed)}");
        Tell(parsed, path, bench.Compare(CommandText.Of(parsed), terms, scored));
        return ExitCode.Done;
    }

    private void Tell(ParseResult parsed, string path, ProxyTable result)
    {
        var folder = new BenchFolder(path);
        folder.Save($"{ProxyBench.Name}.json", result.ToJson() + "\n");
        folder.Save($"{ProxyBench.Name}.svg", ProxyPage.Svg(result));
        var page = folder.Save($"{ProxyBench.Name}.md", ProxyPage.Markdown(result));
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(result.ToJson());
            return;
        }

        ProxyPage.Sheet(result).Print();
        Console.Out.WriteLine($"saved as {page}, with .json and .svg beside it; the scores are in a folder there");
    }
}
