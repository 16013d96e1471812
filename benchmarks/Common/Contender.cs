namespace Benchmarks;

/// <summary>One of those that are measured against each other: a program that prints a <see cref="Measured"/>.</summary>
/// <param name="Name">What a table calls it.</param>
/// <param name="Program">What is started.</param>
/// <param name="Before">Its arguments before those of the case.</param>
/// <param name="After">Its arguments behind them.</param>
internal sealed record Contender(string Name, string Program, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    internal const string Nchw = "NCHW twin";
    internal const string ChannelsLast = "channels-last twin";

    /// <summary>This very program, as a process of its own.</summary>
    internal static Contender Ours(OurPath path) => new(path.Name, Self.Program, Self.Before, [.. path.Arguments, "--child", "step"]);

    internal static IReadOnlyList<Contender> Twins(string script)
    {
        var path = Path.Combine(Self.Repository(), "benchmarks", "peers", script);
        return
        [
            new(Nchw, Python.Program, [path], ["--layout", "nchw", "--json"]),
            new(ChannelsLast, Python.Program, [path], ["--layout", "channels-last", "--json"]),
        ];
    }

    internal Measured Measure(BenchmarkCase @case, IEnumerable<string> counts) =>
        Child.Ask<Measured>(Program, [.. Before, .. @case.Arguments, .. counts, .. After], @case.Threads);
}
