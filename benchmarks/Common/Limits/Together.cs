using System.Diagnostics;

namespace Benchmarks.Limits;

/// <summary>Runs the same work on several threads at once.</summary>
internal static class Together
{
    /// <summary>The time from the common start to the last one's end.</summary>
    internal static double Seconds(int threads, Action<int> work)
    {
        using var start = new Barrier(threads + 1);
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            work(index);
        })).ToArray();
        Array.ForEach(workers, worker => worker.Start());
        start.SignalAndWait();
        var began = Stopwatch.GetTimestamp();
        Array.ForEach(workers, worker => worker.Join());
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
