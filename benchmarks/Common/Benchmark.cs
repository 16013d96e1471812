using Benchmarks.Limits;
using Espalier.Studies;

namespace Benchmarks;

/// <summary>A program that measures one hot step: ours by each of its paths, and a PyTorch twin's in two layouts.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Script">The twin, in <c>benchmarks/peers</c>.</param>
/// <param name="Metric">How the table says how fast it is.</param>
/// <param name="Own">The options that only this program knows.</param>
/// <param name="Cases">The lines of the table.</param>
/// <param name="Step">Measures our step in a process of its own.</param>
internal sealed record Benchmark(
    string Name,
    string Script,
    Metric Metric,
    IReadOnlyList<KnownOption> Own,
    Func<GivenOptions, IReadOnlyList<BenchmarkCase>> Cases,
    Func<GivenOptions, Measured> Step)
{
    private const string Ours = "ours";

    private static readonly KnownOption[] Shared =
    [
        .. OurPath.Known,
        BenchmarkCase.KnownThreads,
        new("steps", "N", "steps measured per process (default 5)"),
        new("warmup", "N", "steps before them (default 1)"),
        new("rounds", "N", "processes per contender, in turns (default 3)"),
        new("only", Ours, "leave the twins out"),
        new("json", "FILE", "write every step's time and each process' memory there"),
    ];

    // Between this program and its processes.
    private static readonly KnownOption ChildOption = new("child", "step|limits", "what a process of its own measures");

    internal IReadOnlyList<KnownOption> Known => [.. Own, .. Shared];

    internal void Run(IReadOnlyList<string> arguments)
    {
        var given = GivenOptions.Read(arguments, arguments.Contains($"--{ChildOption.Name}") ? [.. Known, ChildOption] : Known);
        switch (given.Text(ChildOption.Name))
        {
            case null:
                Compare(given, arguments);
                break;
            case "limits":
                Child.Print(Limit.Measure(BenchmarkCase.ReadThreads(given)[0]));
                break;
            default:
                Child.Print(Step(given));
                break;
        }
    }

    private void Compare(GivenOptions given, IReadOnlyList<string> arguments)
    {
        var counts = StepCounts.Read(given);
        var rounds = given.Integer("rounds", 3, most: 1000);
        var onlyOurs = given.Has("only") && given.Choice("only", Ours, Ours) == Ours;
        Contender[] contenders = [.. OurPath.ReadAll(given).Select(Contender.Ours), .. onlyOurs ? [] : Contender.Twins(Script)];
        var threads = BenchmarkCase.ReadThreads(given);
        var cases = Cases(given);
        var environment = RunEnvironment.Capture(threads.Max());
        var raw = new RawNumbers(given.Text("json"), Name, arguments, environment);
        raw.Write([], []);
        if (!onlyOurs)
        {
            Python.Require();
        }

        var limits = threads.Union([1, 2]).Order().Select(Limit.Ask).ToArray();
        var progress = new Progress(cases.Count * rounds * contenders.Length);
        var table = new ResultTable(contenders, Metric);
        Say(
        [
            $"{environment.Cpu}, .NET {environment.Dotnet}, libtorch {environment.Libtorch}",
            $"{counts}, {rounds} processes each: median (least-most)",
            "",
            .. table.Head(),
        ]);
        var comparisons = new List<Comparison>();
        foreach (var each in cases)
        {
            comparisons.Add(Comparison.Measure(each, contenders, rounds, counts.Arguments, progress));
            Say([table.Row(comparisons[^1])]);
            raw.Write(limits, comparisons);
        }

        Say(["", .. limits.Select(limit => limit.ToString()), "", .. LimitTable.Of(comparisons, limits)]);
    }

    private static void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }
    }
}
