using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SearchStep;

// One search step of the supernet, ours against a PyTorch twin of the same network: every measurement in a process of its own, in turns.
//   dotnet run -c Release --project benchmarks/SearchStep -- [--channels 8 --cells 4 --batch 32 --input 1x28x28 --order first|second|e2rnas|all]
//       [--threads 1,2] [--steps 5] [--warmup 1] [--rounds 3]
const string Usage = "--channels N --cells N --batch N --input CxHxW --order first|second|e2rnas|all --threads 1,2 --steps N --warmup N --rounds N";
var values = new Dictionary<string, string>();
for (var i = 0; i < args.Length; i += 2)
{
    if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
    {
        Console.Error.WriteLine($"SearchStep: '{args[i]}' is not an option with a value; give {Usage}");
        return 2;
    }

    values[args[i][2..]] = args[i + 1];
}

var steps = int.Parse(values.GetValueOrDefault("steps", "5"), CultureInfo.InvariantCulture);
var warmUp = int.Parse(values.GetValueOrDefault("warmup", "1"), CultureInfo.InvariantCulture);
if (values.ContainsKey("child"))
{
    Console.WriteLine(JsonSerializer.Serialize(OurStep.Measure(StepCase.Parse(values), warmUp, steps)));
    return 0;
}

var rounds = int.Parse(values.GetValueOrDefault("rounds", "3"), CultureInfo.InvariantCulture);
var orders = values.GetValueOrDefault("order", "all") is var order && order == "all" ? ["first", "second", "e2rnas"] : new[] { order };
Console.WriteLine("| case | ours s | ours MiB | NCHW twin s | MiB | channels-last twin s | MiB | NCHW / ours | channels-last / ours |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (var threads in values.GetValueOrDefault("threads", "1,2").Split(','))
{
    foreach (var each in orders)
    {
        var shape = StepCase.Parse(new Dictionary<string, string>(values) { ["threads"] = threads, ["order"] = each });
        string[] counts = ["--steps", $"{steps}", "--warmup", $"{warmUp}"];
        var runs = Enumerable.Range(0, rounds).Select(_ => (
            Ours: Ask(Environment.ProcessPath!, [.. OwnPath(), .. shape.Arguments, .. counts, "--child", "1"], root => root.GetProperty("MedianSeconds"), "PeakRssMiB"),
            Nchw: Ask("/usr/bin/python3", [Twin(), .. shape.Arguments, .. counts, "--layout", "nchw", "--json"], Seconds, "peakRssMiB"),
            Last: Ask("/usr/bin/python3", [Twin(), .. shape.Arguments, .. counts, "--layout", "channels-last", "--json"], Seconds, "peakRssMiB")))
            .ToArray();
        var (ours, nchw, last) = (Median(runs.Select(run => run.Ours)), Median(runs.Select(run => run.Nchw)), Median(runs.Select(run => run.Last)));
        var ratios = (Nchw: Middle(runs.Select(run => run.Nchw.MedianSeconds / run.Ours.MedianSeconds)),
            Last: Middle(runs.Select(run => run.Last.MedianSeconds / run.Ours.MedianSeconds)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {shape} | {ours.MedianSeconds:0.000} | {ours.PeakRssMiB:0} | {nchw.MedianSeconds:0.000} | {nchw.PeakRssMiB:0} | {last.MedianSeconds:0.000} | {last.PeakRssMiB:0} | {ratios.Nchw:0.00} | {ratios.Last:0.00} |"));
    }
}

return 0;

static double Middle(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

static Measured Median(IEnumerable<Measured> runs) => new(Middle(runs.Select(run => run.MedianSeconds)), runs.Max(run => run.PeakRssMiB));

static IEnumerable<string> OwnPath() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(StepCase).Assembly.Location] : [];

static string Twin()
{
    var folder = AppContext.BaseDirectory;
    while (folder is not null && !File.Exists(Path.Combine(folder, "Espalier.slnx")))
    {
        folder = Path.GetDirectoryName(folder);
    }

    return Path.Combine(folder ?? ".", "benchmarks", "peers", "search_step.py");
}

static JsonElement Seconds(JsonElement root) => root.GetProperty("secondsPerStep").GetProperty("median");

static Measured Ask(string program, IEnumerable<string> arguments, Func<JsonElement, JsonElement> seconds, string memory)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    var text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    if (process.ExitCode != 0)
    {
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}; is python3-torch there? (eng/install.sh python)");
    }

    using var document = JsonDocument.Parse(text);
    return new Measured(seconds(document.RootElement).GetDouble(), document.RootElement.GetProperty(memory).GetDouble());
}
