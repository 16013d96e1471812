namespace Benchmarks.Limits;

/// <summary>How fast memory is, for what a kernel does with it at best: read one array, write another.</summary>
internal static class CopyBandwidth
{
    // Several times the last-level cache of a server's part.
    private const int Bytes = 1 << 28;
    private const int Repetitions = 8;

    /// <summary>Bytes read plus bytes written per second, the best of several copies.</summary>
    internal static double Measure(int threads)
    {
        var part = Bytes / threads;
        var sources = Enumerable.Range(0, threads).Select(_ => new byte[part]).ToArray();
        var targets = Enumerable.Range(0, threads).Select(_ => new byte[part]).ToArray();

        // Untouched pages are all the same page of zeros, which sits in a cache.
        Together.Seconds(threads, index => sources[index].AsSpan().Fill(1));
        var best = Enumerable.Range(0, Repetitions).Min(
            _ => Together.Seconds(threads, index => sources[index].AsSpan().CopyTo(targets[index])));
        return 2.0 * part * threads / best;
    }
}
