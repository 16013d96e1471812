using System.Diagnostics;

namespace Benchmarks;

/// <summary>How many steps a process takes.</summary>
/// <param name="WarmUp">Those that are not counted: code is compiled, memory fetched, momentum made.</param>
/// <param name="Steps">Those that are.</param>
internal readonly record struct StepCounts(int WarmUp, int Steps)
{
    internal static StepCounts Read(GivenOptions given) =>
        new(given.Integer("warmup", 1, least: 0, most: 10_000), given.Integer("steps", 5, most: 10_000));

    internal IReadOnlyList<string> Arguments => ["--steps", $"{Steps}", "--warmup", $"{WarmUp}"];

    /// <summary>The times of the steps that count.</summary>
    internal IReadOnlyList<double> Time(Action step)
    {
        var seconds = new List<double>();
        for (var i = 0; i < WarmUp + Steps; i++)
        {
            var began = Stopwatch.GetTimestamp();
            step();
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return [.. seconds.Skip(WarmUp)];
    }

    public override string ToString() => $"{Steps} steps after {WarmUp} in a process";
}
