using System.CommandLine;
using System.Globalization;
using Espalier.Cli.Benches;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Cli.Studies;
using Espalier.Estimators.Tables;
using Espalier.Studies;
using Espalier.Studies.Store;

namespace Espalier.Cli.Commands;

/// <summary><c>bench nb201</c>, <c>bench macro</c>: sampling searches over a table.</summary>
internal sealed class TabularCommand
{
    private readonly ITabularSubject subject;

    private readonly Option<string?> methods = Given.Text(
        "--methods", "A,B", "the methods, each as METHOD or METHOD+NAME=VALUE+...; all (default): every method that samples, but for "
        + "those that fit a model between candidates, which take longer");

    private readonly Option<string[]> set = BenchOptions.Given();
    private readonly Option<int?> runs = Given.Whole("--runs", "runs of each method (default 500)", 1, 1 << 24);
    private readonly Option<double?> budget;
    private readonly Option<string?> epochs;
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<int?> threads = Given.Whole("--threads", "runs at once (default: one for each processor); no result depends on it", 1);
    private readonly Option<string?> tables;
    private readonly DeviceChoice device = new("for --max-latency");
    private readonly Option<double?> maxLatency = Given.Positive(
        "--max-latency", "MS", "the most milliseconds of a candidate on --latency-device; a search passes over others");

    private readonly Option<string?> output;
    private readonly Option<string?> store = StudyPlace.Option("where runs are recorded (default: study.db in --out, else nowhere)");
    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");

    private TabularCommand(ITabularSubject subject)
    {
        this.subject = subject;
        budget = Given.Positive("--budget", "N", $"{subject.Unit} that a run has (default {subject.Budget:0})");
        epochs = Given.Text(
            "--epochs",
            "N,N",
            $"the trainings of the table that candidates are judged after, of {string.Join(", ", subject.Schedules)} (default {subject.Schedules[0]}); "
            + "of several, what a search asks for decides");
        tables = Given.Text("--tables", "DIR", $"the folder that holds {subject.File} (default: {TablesFolder.Variable})");
        output = Given.Text(
            "--out", "DIR", $"write {subject.Name}.md, .json and .svg there and record the runs; what is recorded is not run again (default: nowhere)");
    }

    internal static Command Create(ITabularSubject subject)
    {
        var own = new TabularCommand(subject);
        var command = new Command(subject.Name, subject.Help)
        {
            own.methods, own.set, own.runs, own.budget, own.epochs, own.seed, own.threads, own.tables, own.output, own.store, own.json,
        };
        if (subject.HasDevices)
        {
            command.Add(own.device.Device);
            command.Add(own.maxLatency);
        }

        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var variants = BenchVariant.ParseList(
            parsed.GetValue(methods) ?? BenchVariant.Everything, TabularBench.MethodsOf(subject), TabularBench.AllOf(subject), "--methods");
        var shared = new BenchOptions(parsed.GetValue(set) ?? [], [.. variants.Select(variant => variant.Entry).Distinct()]);
        var (seconds, count, lengths) = (parsed.GetValue(budget) ?? subject.Budget, parsed.GetValue(runs) ?? 500, Lengths(parsed));
        var settings = variants.ToDictionary(variant => variant, variant => new TabularSettings
        {
            Bench = subject.Name,
            Method = variant.Entry.Card.Name,
            Variant = variant.ToString(),
            Options = MethodSelection.Options(variant.Entry, variant.Options(shared), null, subject.Published(variant.Entry.Card.Name)),
            Budget = seconds,
            Epochs = lengths,
            Seed = parsed.GetValue(seed) ?? 1,
            LatencyDevice = parsed.GetValue(device.Device),
            MaxLatency = parsed.GetValue(maxLatency),
            Version = typeof(TabularBench).Assembly.GetName().Version?.ToString() ?? "unknown",
        });
        var protocol = Limited(parsed, subject.Load(TablesFolder.Find(parsed.GetValue(tables)), lengths));
        if (protocol.Schedules.Min(schedule => schedule.Cost.Values.ToArray().Min()) > seconds)
        {
            throw new InvalidInputException("--budget", $"{seconds:0.##} {subject.Unit} are not enough for a single candidate", "give more");
        }

        using var recorded = Recorded(parsed);
        var bench = new TabularBench(subject, protocol, recorded);
        var found = Interruption.Guard(
            token => Watching.Run(watch => variants.Select(variant =>
            {
                var observer = watch(string.Empty);
                observer.Begin(variant.Label, $"{count} runs of {seconds:N0} {subject.Unit}");
                var telling = new Lock();
                return bench.Run(variant, settings[variant], count, parsed.GetValue(threads) ?? Environment.ProcessorCount, Tell, token);

                void Tell(int over)
                {
                    lock (telling)
                    {
                        observer.Progress(over, count, "runs", over == count);
                    }
                }
            }).ToArray()),
            recorded is null
                ? $"interrupted; begin again with: {CommandText.Of(parsed)}"
                : $"interrupted, finished runs are recorded; go on with: {CommandText.Of(parsed)}");
        Tell(parsed, protocol, new TabularTable(CommandText.Of(parsed), seconds, subject.Unit, count, found, protocol.References));
        return ExitCode.Done;
    }

    private TabularProtocol Limited(ParseResult parsed, TabularProtocol protocol)
    {
        if (!subject.HasDevices || (parsed.GetValue(device.Device), parsed.GetValue(maxLatency)) is (null, null))
        {
            return protocol;
        }

        if ((parsed.GetValue(device.Device), parsed.GetValue(maxLatency)) is not ({ } name, { } most))
        {
            throw new InvalidInputException("--latency-device, --max-latency", "one is given without the other", "give both, or leave both out");
        }

        var latency = Flow.LatencyOn(new(name, TablesFolder.Find(parsed.GetValue(tables)).Root), subject.Space);
        latency.Require(most);
        return protocol with
        {
            Excess = latency.Excess(most),
            Reading = FormattableString.Invariant($"passes over cells that take more than {most} ms on {name}, and {protocol.Reading}"),
        };
    }

    private int[] Lengths(ParseResult parsed)
    {
        var lengths = parsed.GetValue(epochs) is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries).Select(word =>
                int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && subject.Schedules.Contains(length)
                    ? length
                    : throw new InvalidInputException(
                        $"--epochs '{word}'", "the table has no such training", $"give some of {string.Join(", ", subject.Schedules)}")).ToArray()
            : [subject.Schedules[0]];
        return lengths.Distinct().Count() == lengths.Length
            ? [.. lengths.Order()]
            : throw new InvalidInputException($"--epochs {parsed.GetValue(epochs)}", "names a number twice", "name each once");
    }

    private TabularRuns? Recorded(ParseResult parsed)
    {
        var folder = parsed.GetValue(output);
        var place = StudyPlace.Read(parsed, store) ?? (folder is null ? null : StoreAddress.In(folder));
        return place is null
            ? null
            : new TabularRuns(
                StudyStore.Open(place),
                folder ?? Environment.CurrentDirectory,
                CommandText.Of(parsed),
                RunEnvironment.Capture(parsed.GetValue(threads) ?? Environment.ProcessorCount));
    }

    private void Tell(ParseResult parsed, TabularProtocol protocol, TabularTable result)
    {
        if (parsed.GetValue(output) is { } path)
        {
            var folder = new BenchFolder(path);
            folder.Save($"{subject.Name}.svg", TabularPage.Svg(result, protocol));
            folder.Save($"{subject.Name}.json", result.ToJson() + "\n");
            folder.Save($"{subject.Name}.md", TabularPage.Markdown(result, protocol, $"{subject.Name}.svg"));
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(result.ToJson());
            return;
        }

        var sheet = new Sheet(["method", .. protocol.Told.Select(told => $">{told.Head}"), ">rank", ">candidates", ">s"]);
        foreach (var method in result.Methods)
        {
            sheet.Add(
            [
                method.Name,
                .. protocol.Told.Select(told => Figures.Share(method.Accuracy[told.Column.Name])),
                Figures.Number(method.Rank, "N0"),
                Figures.Number(method.Candidates, "N0"),
                method.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
            ]);
        }

        sheet.Print();
    }
}
