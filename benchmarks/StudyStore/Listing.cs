using System.Diagnostics;
using Espalier.Studies.Store;

namespace StudyStoreBenchmark;

/// <summary>How long a store takes to be read, in seconds.</summary>
/// <param name="Trials">How many trials were read.</param>
/// <param name="Open">To open it.</param>
/// <param name="Studies">For the list of studies, with the number of trials and the best.</param>
/// <param name="Read">For every trial with everything in it.</param>
internal sealed record Listing(int Trials, double Open, double Studies, double Read)
{
    private const string Study = "large";
    private const int Together = 10_000;

    /// <summary>A store of one study.</summary>
    internal static void Make(string file, int trials)
    {
        using var store = StudyStore.Open(StoreAddress.At(file));
        store.Write(SampleRows.Study(Study));
        foreach (var chunk in Enumerable.Range(0, trials).Chunk(Together))
        {
            store.Write([.. chunk.Select(number => SampleRows.Trial(Study, number))]);
        }
    }

    /// <summary>Reads everything, timed.</summary>
    internal static Listing Measure(string file)
    {
        var began = Stopwatch.GetTimestamp();
        using var store = StudyStore.Open(StoreAddress.At(file), create: false);
        var open = Lap();
        var count = store.Studies().Single().Trials;
        var studies = Lap();
        var trials = store.Trials(Study);
        return trials.Count == count
            ? new(count, open, studies, Lap())
            : throw new InvalidOperationException($"{trials.Count} trials were read of {count}");

        double Lap()
        {
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            began = Stopwatch.GetTimestamp();
            return seconds;
        }
    }
}
