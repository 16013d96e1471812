using System.Runtime.CompilerServices;
using Espalier.Kernels.Memory;

namespace Espalier.Kernels.Rows;

/// <content>What is done number by number: batch norm's sums and scales, ReLU and its gate.</content>
internal static unsafe partial class VectorKernels<TSimd, TVector>
{
    /// <summary>
    /// Distances are taken from the first pixel: of n pixels none is further from the mean than the root of n deviations, so that what
    /// cancels stays within n roundings.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Moments(float* source, int pixels, int channels, float* mean, float* squares, int begin, int end)
    {
        nint step = channels;
        var share = TSimd.All(1f / pixels);
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            TVector s0, s1, q0, q1;
            s0 = s1 = q0 = q1 = TSimd.All(0);
            var from = source + channel;
            var origin = TSimd.Load(from);
            var pixel = 0;
            for (; pixel + 2 <= pixels; pixel += 2, from += 2 * step)
            {
                var d0 = TSimd.Subtract(TSimd.Load(from), origin);
                var d1 = TSimd.Subtract(TSimd.Load(from + step), origin);
                s0 = TSimd.Add(s0, d0);
                s1 = TSimd.Add(s1, d1);
                q0 = TSimd.MultiplyAdd(d0, d0, q0);
                q1 = TSimd.MultiplyAdd(d1, d1, q1);
            }

            if (pixel < pixels)
            {
                var d0 = TSimd.Subtract(TSimd.Load(from), origin);
                s0 = TSimd.Add(s0, d0);
                q0 = TSimd.MultiplyAdd(d0, d0, q0);
            }

            var sum = TSimd.Add(s0, s1);
            var distance = TSimd.Multiply(share, sum);
            TSimd.Store(TSimd.Add(origin, distance), mean + channel);
            TSimd.Store(TSimd.Max(TSimd.All(0), TSimd.Subtract(TSimd.Add(q0, q1), TSimd.Multiply(distance, sum))), squares + channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Products(
        float* left, float* right, float* centre, int pixels, int channels, float* sum, float* product, int begin, int end)
    {
        nint step = channels;
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            TVector s0, s1, p0, p1;
            s0 = s1 = p0 = p1 = TSimd.All(0);
            var middle = TSimd.Load(centre + channel);
            var x = left + channel;
            var y = right + channel;
            var pixel = 0;
            for (; pixel + 2 <= pixels; pixel += 2, x += 2 * step, y += 2 * step)
            {
                Ahead.Fetch(y);
                Ahead.Fetch(y + step);
                var g0 = TSimd.Load(x);
                var g1 = TSimd.Load(x + step);
                s0 = TSimd.Add(s0, g0);
                s1 = TSimd.Add(s1, g1);
                p0 = TSimd.MultiplyAdd(g0, TSimd.Subtract(TSimd.Load(y), middle), p0);
                p1 = TSimd.MultiplyAdd(g1, TSimd.Subtract(TSimd.Load(y + step), middle), p1);
            }

            if (pixel < pixels)
            {
                var g0 = TSimd.Load(x);
                s0 = TSimd.Add(s0, g0);
                p0 = TSimd.MultiplyAdd(g0, TSimd.Subtract(TSimd.Load(y), middle), p0);
            }

            TSimd.Store(TSimd.Add(s0, s1), sum + channel);
            TSimd.Store(TSimd.Add(p0, p1), product + channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scale(
        float* target, float* source, float* scale, float* shift, int pixels, int channels, bool adds, int begin, int end)
    {
        nint step = channels;
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            var (factor, constant) = (TSimd.Load(scale + channel), TSimd.Load(shift + channel));
            var to = target + channel;
            var from = source + channel;
            for (var pixel = 0; pixel < pixels; pixel++, to += step, from += step)
            {
                Ahead.Fetch(from);
                var value = TSimd.MultiplyAdd(factor, TSimd.Load(from), constant);
                TSimd.Store(adds ? TSimd.Add(TSimd.Load(to), value) : value, to);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ScaleRelu(
        float* target, float* source, float* scale, float* shift, int pixels, int channels, int begin, int end)
    {
        nint step = channels;
        var zero = TSimd.All(0);
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            var (factor, constant) = (TSimd.Load(scale + channel), TSimd.Load(shift + channel));
            var to = target + channel;
            var from = source + channel;
            for (var pixel = 0; pixel < pixels; pixel++, to += step, from += step)
            {
                Ahead.Fetch(from);
                TSimd.Store(TSimd.Max(zero, TSimd.MultiplyAdd(factor, TSimd.Load(from), constant)), to);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Mix(
        float* target,
        float* left,
        float* first,
        float* right,
        float* second,
        float* shift,
        int pixels,
        int channels,
        bool adds,
        int begin,
        int end)
    {
        nint step = channels;
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            var (a, b, constant) = (TSimd.Load(first + channel), TSimd.Load(second + channel), TSimd.Load(shift + channel));
            var to = target + channel;
            var x = left + channel;
            var y = right + channel;
            for (var pixel = 0; pixel < pixels; pixel++, to += step, x += step, y += step)
            {
                Ahead.Fetch(y);
                Ahead.Fetch(x);
                var value = TSimd.MultiplyAdd(a, TSimd.Load(x), TSimd.MultiplyAdd(b, TSimd.Load(y), constant));
                TSimd.Store(adds ? TSimd.Add(TSimd.Load(to), value) : value, to);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void GateScaled(
        float* target, float* value, float* gate, float* scale, float* shift, int pixels, int channels, int begin, int end)
    {
        nint step = channels;
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            var (factor, constant) = (TSimd.Load(scale + channel), TSimd.Load(shift + channel));
            var to = target + channel;
            var from = value + channel;
            var by = gate + channel;
            for (var pixel = 0; pixel < pixels; pixel++, to += step, from += step, by += step)
            {
                TSimd.Store(TSimd.Gate(TSimd.MultiplyAdd(factor, TSimd.Load(by), constant), TSimd.Load(from)), to);
            }
        }
    }

    // PyTorch's ReLU lets NaN through; the native maximum does when it stands second.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Relu(float* target, float* source, int begin, int end)
    {
        var zero = TSimd.All(0);
        for (var i = begin; i < end; i += TSimd.Width)
        {
            Ahead.Fetch(source + i);
            TSimd.Store(TSimd.Max(zero, TSimd.Load(source + i)), target + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gated(float* target, float* gate, float* value, bool adds, int begin, int end)
    {
        for (var i = begin; i < end; i += TSimd.Width)
        {
            var gated = TSimd.Gate(TSimd.Load(gate + i), TSimd.Load(value + i));
            TSimd.Store(adds ? TSimd.Add(TSimd.Load(target + i), gated) : gated, target + i);
        }
    }
}
