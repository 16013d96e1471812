using System.Globalization;

namespace Espalier.Costs;

/// <summary>Counts what else runs on the machine while something is timed, for it may share the processors' cores.</summary>
/// <param name="threads">How many threads are timed.</param>
/// <param name="processors">How many the machine has.</param>
/// <param name="running">How many threads of the whole machine run or could run now; null where that is not known.</param>
internal sealed class Bystanders(int threads, int processors, Func<int?> running)
{
    private const string Statistics = "/proc/stat";
    private const string Key = "procs_running ";
    private readonly List<double> others = [];

    internal static Bystanders OfThisMachine(int threads) => new(threads, Environment.ProcessorCount, Running);

    /// <summary>Why the times are not to be trusted; null where nothing stood in their way.</summary>
    internal string? Noise
    {
        get
        {
            double[] sorted = [.. others.Order()];
            var usual = sorted.Length == 0 ? 0 : OrderStatistics.Quantile(sorted, 0.5);
            return usual >= 1 && usual + threads >= processors
                ? string.Create(CultureInfo.InvariantCulture, $"{usual:0} other threads ran meanwhile on {processors} processors")
                : null;
        }
    }

    /// <summary>Looks; the thread that looks is one of those that are timed.</summary>
    internal void Look()
    {
        if (running() is { } now)
        {
            others.Add(Math.Max(0, now - 1));
        }
    }

    private static int? Running()
    {
        var line = File.Exists(Statistics)
            ? File.ReadLines(Statistics).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return int.TryParse(line?[Key.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }
}
