using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Benchmarks.Limits;

/// <summary>How fast float32 arithmetic is when nothing else is in the way: multiply-adds on registers.</summary>
internal static class PeakArithmetic
{
    // More than latency times units of any processor of today, and few enough for 16 registers.
    private const int Accumulators = 12;
    private const double BurstSeconds = 0.04;
    private const int Bursts = 6;

    /// <summary>The best of several bursts with the best width: the widest is not everywhere the fastest.</summary>
    internal static (int VectorBits, double FlopsPerSecond) Measure(int threads) => Widths()
        .Select(width => (width.Bits, Rate(threads, width.Loop) * Accumulators * 2 * width.Bits / 8 / sizeof(float)))
        .MaxBy(width => width.Item2);

    private static IEnumerable<(int Bits, Func<long, float> Loop)> Widths()
    {
        yield return (128, Loop128);
        if (Vector256.IsHardwareAccelerated)
        {
            yield return (256, Loop256);
        }

        // .NET calls 512 bits accelerated only where it would choose them itself.
        if (Vector512.IsHardwareAccelerated || Avx512F.IsSupported)
        {
            yield return (512, Loop512);
        }
    }

    /// <summary>Turns of a loop per second, of all threads together.</summary>
    private static double Rate(int threads, Func<long, float> loop)
    {
        var turns = 1000L;
        while (Burst() is var seconds && seconds < BurstSeconds)
        {
            turns *= seconds < BurstSeconds / 8 ? 8 : 2;
        }

        return turns * threads / Enumerable.Range(0, Bursts).Min(_ => Burst());

        double Burst() => Together.Seconds(threads, _ => loop(turns));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop128(long turns)
    {
        // Each accumulator tends to 1: neither overflow nor subnormal numbers slow it down.
        var (scale, shift) = (Vector128.Create(0.999f), Vector128.Create(0.001f));
        Vector128<float> a = shift, b = shift, c = shift, d = shift, e = shift, f = shift;
        Vector128<float> g = shift, h = shift, i = shift, j = shift, k = shift, l = shift;
        for (; turns > 0; turns--)
        {
            a = Vector128.MultiplyAddEstimate(a, scale, shift);
            b = Vector128.MultiplyAddEstimate(b, scale, shift);
            c = Vector128.MultiplyAddEstimate(c, scale, shift);
            d = Vector128.MultiplyAddEstimate(d, scale, shift);
            e = Vector128.MultiplyAddEstimate(e, scale, shift);
            f = Vector128.MultiplyAddEstimate(f, scale, shift);
            g = Vector128.MultiplyAddEstimate(g, scale, shift);
            h = Vector128.MultiplyAddEstimate(h, scale, shift);
            i = Vector128.MultiplyAddEstimate(i, scale, shift);
            j = Vector128.MultiplyAddEstimate(j, scale, shift);
            k = Vector128.MultiplyAddEstimate(k, scale, shift);
            l = Vector128.MultiplyAddEstimate(l, scale, shift);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(long turns)
    {
        // Each accumulator tends to 1: neither overflow nor subnormal numbers slow it down.
        var (scale, shift) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        Vector256<float> a = shift, b = shift, c = shift, d = shift, e = shift, f = shift;
        Vector256<float> g = shift, h = shift, i = shift, j = shift, k = shift, l = shift;
        for (; turns > 0; turns--)
        {
            a = Vector256.MultiplyAddEstimate(a, scale, shift);
            b = Vector256.MultiplyAddEstimate(b, scale, shift);
            c = Vector256.MultiplyAddEstimate(c, scale, shift);
            d = Vector256.MultiplyAddEstimate(d, scale, shift);
            e = Vector256.MultiplyAddEstimate(e, scale, shift);
            f = Vector256.MultiplyAddEstimate(f, scale, shift);
            g = Vector256.MultiplyAddEstimate(g, scale, shift);
            h = Vector256.MultiplyAddEstimate(h, scale, shift);
            i = Vector256.MultiplyAddEstimate(i, scale, shift);
            j = Vector256.MultiplyAddEstimate(j, scale, shift);
            k = Vector256.MultiplyAddEstimate(k, scale, shift);
            l = Vector256.MultiplyAddEstimate(l, scale, shift);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(long turns)
    {
        // Each accumulator tends to 1: neither overflow nor subnormal numbers slow it down.
        var (scale, shift) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = shift, b = shift, c = shift, d = shift, e = shift, f = shift;
        Vector512<float> g = shift, h = shift, i = shift, j = shift, k = shift, l = shift;
        for (; turns > 0; turns--)
        {
            a = Vector512.MultiplyAddEstimate(a, scale, shift);
            b = Vector512.MultiplyAddEstimate(b, scale, shift);
            c = Vector512.MultiplyAddEstimate(c, scale, shift);
            d = Vector512.MultiplyAddEstimate(d, scale, shift);
            e = Vector512.MultiplyAddEstimate(e, scale, shift);
            f = Vector512.MultiplyAddEstimate(f, scale, shift);
            g = Vector512.MultiplyAddEstimate(g, scale, shift);
            h = Vector512.MultiplyAddEstimate(h, scale, shift);
            i = Vector512.MultiplyAddEstimate(i, scale, shift);
            j = Vector512.MultiplyAddEstimate(j, scale, shift);
            k = Vector512.MultiplyAddEstimate(k, scale, shift);
            l = Vector512.MultiplyAddEstimate(l, scale, shift);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
