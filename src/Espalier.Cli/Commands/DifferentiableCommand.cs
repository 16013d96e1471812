using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Espalier.Cli.Benches;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;
using Espalier.Studies;

namespace Espalier.Cli.Commands;

/// <summary><c>bench differentiable</c>: gradient searches of the NAS-Bench-201 space, judged by its table.</summary>
internal sealed class DifferentiableCommand
{
    private static readonly string DefaultFolder = Path.Combine("runs", DifferentiableBench.Name);

    private readonly Option<string?> methods = Given.Text(
        "--methods",
        "A,B",
        "the methods, each as METHOD or METHOD+NAME=VALUE+...; all (default): every gradient method, darts in first and in second order");

    private readonly Option<string?> seeds = Given.Text("--seeds", "N,N", "each method is run with each of these (default 1,2,3)");
    private readonly Option<string[]> set = BenchOptions.Given();

    private readonly Option<string?> data = Given.Text("--data", "D", "what the searches see (default fashion-mnist; see './espalier list data')");
    private readonly DataChoices reading = new();
    private readonly Option<int?> epochs = Given.Whole("--epochs", "epochs of each search (default 8)", 1);
    private readonly Option<int?> channels = Given.Whole("--channels", "channels of the supernet (default 8)", 1);
    private readonly Option<int?> cells = Given.Whole("--cells", "cells of the supernet, its two residual blocks counted (default 5)", 3);
    private readonly Option<int?> batch = Given.Whole("--batch", "images per step (default 64)", 2);
    private readonly Option<int?> trainImages = Given.Whole(
        "--train-images", "training images each search sees, half of them to judge by; 0 = all (default 2560)", 0);

    private readonly Option<int?> stemStride = Given.Whole("--stem-stride", "stride of the first convolution, 1 (default) or 2", 1, 2);
    private readonly Option<string?> draws = Given.Text(
        "--draws", "N,N", "random search beside them: the best of so many cells, reckoned from the table (default 10,100)");

    private readonly Option<string?> tables = Given.Text(
        "--tables", "DIR", $"the folder that holds nasbench201/nasbench201.csv.gz (default: {TablesFolder.Variable})");

    private readonly Option<int?> threads = Given.Whole("--threads", "threads of one operator; results depend on it bit for bit", 1);
    private readonly Option<string?> kernels = Given.Text("--kernels", "fused|torch", "who computes: our fused kernels (default), or libtorch alone");
    private readonly Option<string?> output = Given.Text("--out", "DIR", "where it goes (default runs/differentiable)");
    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");

    internal static Command Create()
    {
        var own = new DifferentiableCommand();
        var command = new Command(
            DifferentiableBench.Name,
            "Search the NAS-Bench-201 space with every gradient method and look up in its table what the cells found are worth. Each search is a run "
            + "in --out DIR, in a process of its own; the same command goes on where it was interrupted. Writes differentiable.md, .json and .svg.")
        {
            own.methods, own.seeds, own.set, own.data, own.epochs, own.channels, own.cells, own.batch, own.trainImages, own.stemStride, own.draws,
            own.tables, own.threads, own.kernels, own.output, own.json,
        };
        own.reading.AddTo(command);
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var variants = BenchVariant.ParseList(
            parsed.GetValue(methods) ?? BenchVariant.Everything, DifferentiableBench.Methods, DifferentiableBench.All, "--methods");
        var numbers = GivenNumbers.Of("--seeds", parsed.GetValue(seeds) ?? "1,2,3", ulong.MaxValue);
        var shared = new BenchOptions(parsed.GetValue(set) ?? [], [.. variants.Select(variant => variant.Entry).Distinct()]);
        var preset = Presets.MethodOptions(Presets.Default);
        var options = variants.ToDictionary(
            variant => variant, variant => MethodSelection.Options(variant.Entry, variant.Options(shared), null, preset));
        var space = new NasBench201Space();
        var table = NasBench201Table.Load(TablesFolder.Find(parsed.GetValue(tables)), space);
        var references = DifferentiableReferences.Of(
            table, [.. GivenNumbers.Of("--draws", parsed.GetValue(draws) ?? "10,100", (ulong)table.Count).Select(count => (int)count)]);
        var words = Words(parsed);
        var common = SearchCommand.Parse([.. words, "--method", variants[0].Entry.Card.Name]);
        var folder = new BenchFolder(parsed.GetValue(output) ?? DefaultFolder);
        var bench = new DifferentiableBench(
            folder,
            variants,
            numbers,
            (variant, seed) =>
            [
                "--method", variant.Entry.Card.Name, "--seed", seed.ToString(CultureInfo.InvariantCulture), .. words,
                .. options[variant].SelectMany(option => new[] { "--set", $"{option.Key}={option.Value}" }),
            ],
            (variant, seed) => common with { Method = variant.Entry.Card.Name, Seed = seed, Options = options[variant] });
        var command = CommandText.Of(parsed);
        var runs = Interruption.Guard(
            token => bench.Run(Console.Error.WriteLine, token), $"interrupted, the state is saved; go on with: {command}");
        Tell(parsed, folder, new()
        {
            Command = command,
            Environment = RunEnvironment.Capture(common.Threads),
            Search = new(
                common.Data, common.SearchImages, common.Search.Channels, common.Search.Cells, common.SearchBatch, common.SearchEpochs, common.StemStride),
            Methods =
            [
                .. variants.Select(variant => new DifferentiableMethod(
                    variant.Label,
                    variant.ToString(),
                    options[variant],
                    [.. runs.Where(run => run.Variant == variant).Select(run => DifferentiableBench.Judge(run.Seed, run.Result, table))])),
            ],
            References = references,
        });
        return ExitCode.Done;
    }

    private void Tell(ParseResult parsed, BenchFolder folder, DifferentiableTable table)
    {
        folder.Save($"{DifferentiableBench.Name}.svg", DifferentiablePage.Svg(table));
        folder.Save($"{DifferentiableBench.Name}.json", table.ToJson() + "\n");
        var page = folder.Save($"{DifferentiableBench.Name}.md", DifferentiablePage.Markdown(table));
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(table.ToJson());
            return;
        }

        var sheet = new Sheet(
            "method", ">CIFAR-10 %", ">CIFAR-100 %", ">ImageNet16 %", ">rank", ">skips", ">nones", ">parameters", ">search s", ">peak MiB");
        foreach (var method in table.Methods)
        {
            var means = method.Means;
            sheet.Add(
                method.Name,
                Figures.Share(means.Cifar10),
                Figures.Share(means.Cifar100),
                Figures.Share(means.ImageNet16),
                Figures.Number(means.Rank, "N0"),
                Figures.Number(means.SkipConnects, "0.0"),
                Figures.Number(means.Nones, "0.0"),
                Figures.Number(means.Params, "N0"),
                Figures.Number(means.SearchSeconds, "N1"),
                Figures.Number(means.PeakRssMiB, "N0"));
        }

        foreach (var told in table.References)
        {
            sheet.Add(
                told.Name,
                Figures.Share(told.Accuracy.Cifar10, told.Deviation?.Cifar10),
                Figures.Share(told.Accuracy.Cifar100, told.Deviation?.Cifar100),
                Figures.Share(told.Accuracy.ImageNet16, told.Deviation?.ImageNet16),
                Figures.Number(told.Rank),
                string.Empty,
                string.Empty,
                Figures.Number(told.Params),
                string.Empty,
                string.Empty);
        }

        sheet.Print();
        Console.Out.WriteLine($"saved as {page}, with .json and .svg beside it; each search is in a folder there");
    }

    /// <summary>What <c>search</c> is told for all of them, all that decides a search said aloud.</summary>
    private List<string> Words(ParseResult parsed)
    {
        List<string> words =
        [
            "--space", NasBench201Genotype.SpaceName,
            "--data", parsed.GetValue(data) ?? "fashion-mnist",
            "--epochs", Text(parsed.GetValue(epochs) ?? 8),
            "--channels", Text(parsed.GetValue(channels) ?? 8),
            "--cells", Text(parsed.GetValue(cells) ?? 5),
            "--batch", Text(parsed.GetValue(batch) ?? 64),
            "--train-images", Text(parsed.GetValue(trainImages) ?? 2560),
            "--stem-stride", Text(parsed.GetValue(stemStride) ?? 1),
            "--train-epochs", "0",
            "--candidates", "1",
        ];
        foreach (var option in reading.All.Append(threads).Append(kernels))
        {
            if (parsed.GetResult(option) is OptionResult { Implicit: false } given)
            {
                words.AddRange([option.Name, .. given.Tokens.Select(token => token.Value)]);
            }
        }

        return words;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
