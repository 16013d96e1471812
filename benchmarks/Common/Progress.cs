using System.Globalization;

namespace Benchmarks;

/// <summary>Says on stderr what is being measured, and what came out.</summary>
internal sealed class Progress(int measurements)
{
    private int begun;

    internal void Begin(string what) => Console.Error.WriteLine($"[{++begun}/{measurements}] {what}");

    internal static void End(Measured measured) => Console.Error.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"    {measured.Median:0.000} s a step, {measured.PeakRssMiB:0} MiB"));
}
