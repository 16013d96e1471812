using System.Globalization;

namespace Benchmarks.Limits;

/// <summary>What the machine can do at most with so many threads, by measurement.</summary>
/// <param name="Threads">How many.</param>
/// <param name="VectorBits">The vectors that the arithmetic was fastest with.</param>
/// <param name="FlopsPerSecond">Float32 operations; a fused multiply-add counts as two.</param>
/// <param name="CopyBytesPerSecond">Bytes read plus bytes written when large arrays are copied.</param>
internal sealed record Limit(int Threads, int VectorBits, double FlopsPerSecond, double CopyBytesPerSecond)
{
    /// <summary>Measures in this process.</summary>
    internal static Limit Measure(int threads)
    {
        var (bits, flops) = PeakArithmetic.Measure(threads);
        return new(threads, bits, flops, CopyBandwidth.Measure(threads));
    }

    /// <summary>Measures in a process of its own, whose memory is gone afterwards.</summary>
    internal static Limit Ask(int threads) =>
        Child.Ask<Limit>(Self.Program, [.. Self.Before, "--child", "limits", "--threads", $"{threads}"], threads);

    public override string ToString()
    {
        var arithmetic = string.Create(
            CultureInfo.InvariantCulture, $"{FlopsPerSecond / 1e9:0.0} GFLOP/s (float32, {VectorBits}-bit multiply-adds count as 2)");
        var copy = string.Create(CultureInfo.InvariantCulture, $"{CopyBytesPerSecond / 1e9:0.0} GB/s (read + written)");
        return $"limits, {BenchmarkCase.Text(Threads)}: {arithmetic}, copying {copy}";
    }
}
