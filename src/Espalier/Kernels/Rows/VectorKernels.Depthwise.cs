using System.Runtime.CompilerServices;
using Espalier.Kernels.Simd;

namespace Espalier.Kernels.Rows;

/// <summary>The row kernels at the width of a vector type.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector> : RowKernels
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    internal override int Width => TSimd.Width;

    /// <summary>
    /// Where neighbouring pixels see each other's columns (no stride), each pixel is read once for all of them; with dilation 2 that
    /// holds among pixels of even, and of odd, number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Taps(in TapRow row, float* target, int targetStep, float* source, int sourceStep, bool accumulate)
    {
        var spread = row.ColumnStep % sourceStep == 0 && row.Columns is 3 or 5 ? row.ColumnStep / sourceStep : 1;
        var shares = row.Columns is 3 or 5 && row.ColumnStep == spread * sourceStep;
        for (var channel = 0; channel < row.Channels; channel += TSimd.Width)
        {
            for (var first = 0; first < spread; first++)
            {
                var count = (row.Pixels - first + spread - 1) / spread;
                var to = target + channel + ((nint)first * targetStep);
                var from = source + channel + ((nint)first * sourceStep) + row.First;
                Line(row, to, (nint)spread * targetStep, from, (nint)spread * sourceStep, row.Weights + channel, accumulate, shares, count);
            }
        }
    }

    /// <summary>
    /// As many of the kernel's rows at a time as keep the sums in registers and hide their latency. Where neighbouring pixels see each
    /// other's columns, those stay in registers, too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void TapGradients(in TapRow row, float* sums, float* gradient, float* source, int sourceStep)
    {
        var spread = row.ColumnStep % sourceStep == 0 ? row.ColumnStep / sourceStep : 0;
        for (var channel = 0; channel < row.Channels; channel += TSimd.Width)
        {
            var own = sums + channel;
            var from = source + channel + row.First;
            for (var first = 0; first < spread; first++)
            {
                var count = (row.Pixels - first + spread - 1) / spread;
                Slide(row, own, gradient + channel + (first * (nint)row.Channels), from + (first * (nint)sourceStep), spread, sourceStep, count);
            }

            if (spread == 0)
            {
                Stride(row, own, gradient + channel, from, sourceStep);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate, bool shares, int count)
    {
        for (; count >= 8; count -= 8, target += 8 * targetStep, source += 8 * step)
        {
            if (!shares)
            {
                Eight(row, target, targetStep, source, step, weights, accumulate);
            }
            else if (row.Columns == 3)
            {
                EightOf3(row, target, targetStep, source, step, weights, accumulate);
            }
            else
            {
                EightOf5(row, target, targetStep, source, step, weights, accumulate);
            }
        }

        for (; count >= 4; count -= 4, target += 4 * targetStep, source += 4 * step)
        {
            if (!shares)
            {
                Four(row, target, targetStep, source, step, weights, accumulate);
            }
            else if (row.Columns == 3)
            {
                FourOf3(row, target, targetStep, source, step, weights, accumulate);
            }
            else
            {
                FourOf5(row, target, targetStep, source, step, weights, accumulate);
            }
        }

        for (; count > 0; count--, target += targetStep, source += step)
        {
            One(row, target, source, weights, accumulate);
        }
    }

    private static void One(in TapRow row, float* target, float* source, float* weights, bool accumulate)
    {
        var sum = accumulate ? TSimd.Load(target) : TSimd.All(0);
        for (var i = 0; i < row.Rows; i++)
        {
            var from = source + (i * (nint)row.RowStep);
            for (var left = row.Columns; left > 0; left--, from += row.ColumnStep, weights += row.Channels)
            {
                sum = TSimd.MultiplyAdd(TSimd.Load(weights), TSimd.Load(from), sum);
            }
        }

        TSimd.Store(sum, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate)
    {
        TVector s0, s1, s2, s3, s4, s5, s6, s7;
        if (accumulate)
        {
            s0 = TSimd.Load(target);
            s1 = TSimd.Load(target + targetStep);
            s2 = TSimd.Load(target + (2 * targetStep));
            s3 = TSimd.Load(target + (3 * targetStep));
            s4 = TSimd.Load(target + (4 * targetStep));
            s5 = TSimd.Load(target + (5 * targetStep));
            s6 = TSimd.Load(target + (6 * targetStep));
            s7 = TSimd.Load(target + (7 * targetStep));
        }
        else
        {
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = TSimd.All(0);
        }

        nint step3 = 3 * step;
        nint channels = row.Channels, columnStep = row.ColumnStep;
        for (var i = 0; i < row.Rows; i++)
        {
            var from = source + (i * (nint)row.RowStep);
            for (var left = row.Columns; left > 0; left--, from += columnStep, weights += channels)
            {
                var weight = TSimd.Load(weights);
                var far = from + (4 * step);
                s0 = TSimd.MultiplyAdd(weight, TSimd.Load(from), s0);
                s1 = TSimd.MultiplyAdd(weight, TSimd.Load(from + step), s1);
                s2 = TSimd.MultiplyAdd(weight, TSimd.Load(from + (2 * step)), s2);
                s3 = TSimd.MultiplyAdd(weight, TSimd.Load(from + step3), s3);
                s4 = TSimd.MultiplyAdd(weight, TSimd.Load(far), s4);
                s5 = TSimd.MultiplyAdd(weight, TSimd.Load(far + step), s5);
                s6 = TSimd.MultiplyAdd(weight, TSimd.Load(far + (2 * step)), s6);
                s7 = TSimd.MultiplyAdd(weight, TSimd.Load(far + step3), s7);
            }
        }

        TSimd.Store(s0, target);
        TSimd.Store(s1, target + targetStep);
        TSimd.Store(s2, target + (2 * targetStep));
        TSimd.Store(s3, target + (3 * targetStep));
        TSimd.Store(s4, target + (4 * targetStep));
        TSimd.Store(s5, target + (5 * targetStep));
        TSimd.Store(s6, target + (6 * targetStep));
        TSimd.Store(s7, target + (7 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate)
    {
        TVector s0, s1, s2, s3;
        if (accumulate)
        {
            s0 = TSimd.Load(target);
            s1 = TSimd.Load(target + targetStep);
            s2 = TSimd.Load(target + (2 * targetStep));
            s3 = TSimd.Load(target + (3 * targetStep));
        }
        else
        {
            s0 = s1 = s2 = s3 = TSimd.All(0);
        }

        nint step3 = 3 * step;
        nint channels = row.Channels, columnStep = row.ColumnStep;
        for (var i = 0; i < row.Rows; i++)
        {
            var from = source + (i * (nint)row.RowStep);
            for (var left = row.Columns; left > 0; left--, from += columnStep, weights += channels)
            {
                var weight = TSimd.Load(weights);
                s0 = TSimd.MultiplyAdd(weight, TSimd.Load(from), s0);
                s1 = TSimd.MultiplyAdd(weight, TSimd.Load(from + step), s1);
                s2 = TSimd.MultiplyAdd(weight, TSimd.Load(from + (2 * step)), s2);
                s3 = TSimd.MultiplyAdd(weight, TSimd.Load(from + step3), s3);
            }
        }

        TSimd.Store(s0, target);
        TSimd.Store(s1, target + targetStep);
        TSimd.Store(s2, target + (2 * targetStep));
        TSimd.Store(s3, target + (3 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightOf3(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate)
    {
        TVector s0, s1, s2, s3, s4, s5, s6, s7;
        if (accumulate)
        {
            s0 = TSimd.Load(target);
            s1 = TSimd.Load(target + targetStep);
            s2 = TSimd.Load(target + (2 * targetStep));
            s3 = TSimd.Load(target + (3 * targetStep));
            s4 = TSimd.Load(target + (4 * targetStep));
            s5 = TSimd.Load(target + (5 * targetStep));
            s6 = TSimd.Load(target + (6 * targetStep));
            s7 = TSimd.Load(target + (7 * targetStep));
        }
        else
        {
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = TSimd.All(0);
        }

        nint channels = row.Channels, rowStep = row.RowStep;
        for (var left = row.Rows; left > 0; left--, source += rowStep)
        {
            var w0 = TSimd.Load(weights);
            var w1 = TSimd.Load(weights + channels);
            var w2 = TSimd.Load(weights + (2 * channels));
            weights += 3 * channels;
            var from = source;
            var x = TSimd.Load(from);
            from += step;
            s0 = TSimd.MultiplyAdd(w0, x, s0);
            x = TSimd.Load(from);
            from += step;
            s1 = TSimd.MultiplyAdd(w0, x, s1);
            s0 = TSimd.MultiplyAdd(w1, x, s0);
            x = TSimd.Load(from);
            from += step;
            s2 = TSimd.MultiplyAdd(w0, x, s2);
            s1 = TSimd.MultiplyAdd(w1, x, s1);
            s0 = TSimd.MultiplyAdd(w2, x, s0);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w0, x, s3);
            s2 = TSimd.MultiplyAdd(w1, x, s2);
            s1 = TSimd.MultiplyAdd(w2, x, s1);
            x = TSimd.Load(from);
            from += step;
            s4 = TSimd.MultiplyAdd(w0, x, s4);
            s3 = TSimd.MultiplyAdd(w1, x, s3);
            s2 = TSimd.MultiplyAdd(w2, x, s2);
            x = TSimd.Load(from);
            from += step;
            s5 = TSimd.MultiplyAdd(w0, x, s5);
            s4 = TSimd.MultiplyAdd(w1, x, s4);
            s3 = TSimd.MultiplyAdd(w2, x, s3);
            x = TSimd.Load(from);
            from += step;
            s6 = TSimd.MultiplyAdd(w0, x, s6);
            s5 = TSimd.MultiplyAdd(w1, x, s5);
            s4 = TSimd.MultiplyAdd(w2, x, s4);
            x = TSimd.Load(from);
            from += step;
            s7 = TSimd.MultiplyAdd(w0, x, s7);
            s6 = TSimd.MultiplyAdd(w1, x, s6);
            s5 = TSimd.MultiplyAdd(w2, x, s5);
            x = TSimd.Load(from);
            from += step;
            s7 = TSimd.MultiplyAdd(w1, x, s7);
            s6 = TSimd.MultiplyAdd(w2, x, s6);
            x = TSimd.Load(from);
            s7 = TSimd.MultiplyAdd(w2, x, s7);
        }

        TSimd.Store(s0, target);
        TSimd.Store(s1, target + targetStep);
        TSimd.Store(s2, target + (2 * targetStep));
        TSimd.Store(s3, target + (3 * targetStep));
        TSimd.Store(s4, target + (4 * targetStep));
        TSimd.Store(s5, target + (5 * targetStep));
        TSimd.Store(s6, target + (6 * targetStep));
        TSimd.Store(s7, target + (7 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightOf5(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate)
    {
        TVector s0, s1, s2, s3, s4, s5, s6, s7;
        if (accumulate)
        {
            s0 = TSimd.Load(target);
            s1 = TSimd.Load(target + targetStep);
            s2 = TSimd.Load(target + (2 * targetStep));
            s3 = TSimd.Load(target + (3 * targetStep));
            s4 = TSimd.Load(target + (4 * targetStep));
            s5 = TSimd.Load(target + (5 * targetStep));
            s6 = TSimd.Load(target + (6 * targetStep));
            s7 = TSimd.Load(target + (7 * targetStep));
        }
        else
        {
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = TSimd.All(0);
        }

        nint channels = row.Channels, rowStep = row.RowStep;
        for (var left = row.Rows; left > 0; left--, source += rowStep)
        {
            var w0 = TSimd.Load(weights);
            var w1 = TSimd.Load(weights + channels);
            var w2 = TSimd.Load(weights + (2 * channels));
            var w3 = TSimd.Load(weights + (3 * channels));
            var w4 = TSimd.Load(weights + (4 * channels));
            weights += 5 * channels;
            var from = source;
            var x = TSimd.Load(from);
            from += step;
            s0 = TSimd.MultiplyAdd(w0, x, s0);
            x = TSimd.Load(from);
            from += step;
            s1 = TSimd.MultiplyAdd(w0, x, s1);
            s0 = TSimd.MultiplyAdd(w1, x, s0);
            x = TSimd.Load(from);
            from += step;
            s2 = TSimd.MultiplyAdd(w0, x, s2);
            s1 = TSimd.MultiplyAdd(w1, x, s1);
            s0 = TSimd.MultiplyAdd(w2, x, s0);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w0, x, s3);
            s2 = TSimd.MultiplyAdd(w1, x, s2);
            s1 = TSimd.MultiplyAdd(w2, x, s1);
            s0 = TSimd.MultiplyAdd(w3, x, s0);
            x = TSimd.Load(from);
            from += step;
            s4 = TSimd.MultiplyAdd(w0, x, s4);
            s3 = TSimd.MultiplyAdd(w1, x, s3);
            s2 = TSimd.MultiplyAdd(w2, x, s2);
            s1 = TSimd.MultiplyAdd(w3, x, s1);
            s0 = TSimd.MultiplyAdd(w4, x, s0);
            x = TSimd.Load(from);
            from += step;
            s5 = TSimd.MultiplyAdd(w0, x, s5);
            s4 = TSimd.MultiplyAdd(w1, x, s4);
            s3 = TSimd.MultiplyAdd(w2, x, s3);
            s2 = TSimd.MultiplyAdd(w3, x, s2);
            s1 = TSimd.MultiplyAdd(w4, x, s1);
            x = TSimd.Load(from);
            from += step;
            s6 = TSimd.MultiplyAdd(w0, x, s6);
            s5 = TSimd.MultiplyAdd(w1, x, s5);
            s4 = TSimd.MultiplyAdd(w2, x, s4);
            s3 = TSimd.MultiplyAdd(w3, x, s3);
            s2 = TSimd.MultiplyAdd(w4, x, s2);
            x = TSimd.Load(from);
            from += step;
            s7 = TSimd.MultiplyAdd(w0, x, s7);
            s6 = TSimd.MultiplyAdd(w1, x, s6);
            s5 = TSimd.MultiplyAdd(w2, x, s5);
            s4 = TSimd.MultiplyAdd(w3, x, s4);
            s3 = TSimd.MultiplyAdd(w4, x, s3);
            x = TSimd.Load(from);
            from += step;
            s7 = TSimd.MultiplyAdd(w1, x, s7);
            s6 = TSimd.MultiplyAdd(w2, x, s6);
            s5 = TSimd.MultiplyAdd(w3, x, s5);
            s4 = TSimd.MultiplyAdd(w4, x, s4);
            x = TSimd.Load(from);
            from += step;
            s7 = TSimd.MultiplyAdd(w2, x, s7);
            s6 = TSimd.MultiplyAdd(w3, x, s6);
            s5 = TSimd.MultiplyAdd(w4, x, s5);
            x = TSimd.Load(from);
            from += step;
            s7 = TSimd.MultiplyAdd(w3, x, s7);
            s6 = TSimd.MultiplyAdd(w4, x, s6);
            x = TSimd.Load(from);
            s7 = TSimd.MultiplyAdd(w4, x, s7);
        }

        TSimd.Store(s0, target);
        TSimd.Store(s1, target + targetStep);
        TSimd.Store(s2, target + (2 * targetStep));
        TSimd.Store(s3, target + (3 * targetStep));
        TSimd.Store(s4, target + (4 * targetStep));
        TSimd.Store(s5, target + (5 * targetStep));
        TSimd.Store(s6, target + (6 * targetStep));
        TSimd.Store(s7, target + (7 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourOf3(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate)
    {
        TVector s0, s1, s2, s3;
        if (accumulate)
        {
            s0 = TSimd.Load(target);
            s1 = TSimd.Load(target + targetStep);
            s2 = TSimd.Load(target + (2 * targetStep));
            s3 = TSimd.Load(target + (3 * targetStep));
        }
        else
        {
            s0 = s1 = s2 = s3 = TSimd.All(0);
        }

        nint channels = row.Channels, rowStep = row.RowStep;
        for (var left = row.Rows; left > 0; left--, source += rowStep)
        {
            var w0 = TSimd.Load(weights);
            var w1 = TSimd.Load(weights + channels);
            var w2 = TSimd.Load(weights + (2 * channels));
            weights += 3 * channels;
            var from = source;
            var x = TSimd.Load(from);
            from += step;
            s0 = TSimd.MultiplyAdd(w0, x, s0);
            x = TSimd.Load(from);
            from += step;
            s1 = TSimd.MultiplyAdd(w0, x, s1);
            s0 = TSimd.MultiplyAdd(w1, x, s0);
            x = TSimd.Load(from);
            from += step;
            s2 = TSimd.MultiplyAdd(w0, x, s2);
            s1 = TSimd.MultiplyAdd(w1, x, s1);
            s0 = TSimd.MultiplyAdd(w2, x, s0);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w0, x, s3);
            s2 = TSimd.MultiplyAdd(w1, x, s2);
            s1 = TSimd.MultiplyAdd(w2, x, s1);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w1, x, s3);
            s2 = TSimd.MultiplyAdd(w2, x, s2);
            x = TSimd.Load(from);
            s3 = TSimd.MultiplyAdd(w2, x, s3);
        }

        TSimd.Store(s0, target);
        TSimd.Store(s1, target + targetStep);
        TSimd.Store(s2, target + (2 * targetStep));
        TSimd.Store(s3, target + (3 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourOf5(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate)
    {
        TVector s0, s1, s2, s3;
        if (accumulate)
        {
            s0 = TSimd.Load(target);
            s1 = TSimd.Load(target + targetStep);
            s2 = TSimd.Load(target + (2 * targetStep));
            s3 = TSimd.Load(target + (3 * targetStep));
        }
        else
        {
            s0 = s1 = s2 = s3 = TSimd.All(0);
        }

        nint channels = row.Channels, rowStep = row.RowStep;
        for (var left = row.Rows; left > 0; left--, source += rowStep)
        {
            var w0 = TSimd.Load(weights);
            var w1 = TSimd.Load(weights + channels);
            var w2 = TSimd.Load(weights + (2 * channels));
            var w3 = TSimd.Load(weights + (3 * channels));
            var w4 = TSimd.Load(weights + (4 * channels));
            weights += 5 * channels;
            var from = source;
            var x = TSimd.Load(from);
            from += step;
            s0 = TSimd.MultiplyAdd(w0, x, s0);
            x = TSimd.Load(from);
            from += step;
            s1 = TSimd.MultiplyAdd(w0, x, s1);
            s0 = TSimd.MultiplyAdd(w1, x, s0);
            x = TSimd.Load(from);
            from += step;
            s2 = TSimd.MultiplyAdd(w0, x, s2);
            s1 = TSimd.MultiplyAdd(w1, x, s1);
            s0 = TSimd.MultiplyAdd(w2, x, s0);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w0, x, s3);
            s2 = TSimd.MultiplyAdd(w1, x, s2);
            s1 = TSimd.MultiplyAdd(w2, x, s1);
            s0 = TSimd.MultiplyAdd(w3, x, s0);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w1, x, s3);
            s2 = TSimd.MultiplyAdd(w2, x, s2);
            s1 = TSimd.MultiplyAdd(w3, x, s1);
            s0 = TSimd.MultiplyAdd(w4, x, s0);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w2, x, s3);
            s2 = TSimd.MultiplyAdd(w3, x, s2);
            s1 = TSimd.MultiplyAdd(w4, x, s1);
            x = TSimd.Load(from);
            from += step;
            s3 = TSimd.MultiplyAdd(w3, x, s3);
            s2 = TSimd.MultiplyAdd(w4, x, s2);
            x = TSimd.Load(from);
            s3 = TSimd.MultiplyAdd(w4, x, s3);
        }

        TSimd.Store(s0, target);
        TSimd.Store(s1, target + targetStep);
        TSimd.Store(s2, target + (2 * targetStep));
        TSimd.Store(s3, target + (3 * targetStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientThreeOf3(in TapRow row, float* sums, float* gradient, float* source, nint step)
    {
        TVector a0, a1, a2, b0, b1, b2, c0, c1, c2;
        a0 = a1 = a2 = b0 = b1 = b2 = c0 = c1 = c2 = TSimd.All(0);
        nint channels = row.Channels, column = row.ColumnStep;
        var b = source + row.RowStep;
        var c = source + (2 * (nint)row.RowStep);
        for (var left = row.Pixels; left > 0; left--)
        {
            var g = TSimd.Load(gradient);
            gradient += channels;
            a0 = TSimd.MultiplyAdd(g, TSimd.Load(source), a0);
            a1 = TSimd.MultiplyAdd(g, TSimd.Load(source + column), a1);
            a2 = TSimd.MultiplyAdd(g, TSimd.Load(source + (2 * column)), a2);
            source += step;
            b0 = TSimd.MultiplyAdd(g, TSimd.Load(b), b0);
            b1 = TSimd.MultiplyAdd(g, TSimd.Load(b + column), b1);
            b2 = TSimd.MultiplyAdd(g, TSimd.Load(b + (2 * column)), b2);
            b += step;
            c0 = TSimd.MultiplyAdd(g, TSimd.Load(c), c0);
            c1 = TSimd.MultiplyAdd(g, TSimd.Load(c + column), c1);
            c2 = TSimd.MultiplyAdd(g, TSimd.Load(c + (2 * column)), c2);
            c += step;
        }

        Keep(sums, a0);
        Keep(sums + channels, a1);
        Keep(sums + (2 * channels), a2);
        Keep(sums + (3 * channels), b0);
        Keep(sums + (4 * channels), b1);
        Keep(sums + (5 * channels), b2);
        Keep(sums + (6 * channels), c0);
        Keep(sums + (7 * channels), c1);
        Keep(sums + (8 * channels), c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientOneOf5(in TapRow row, float* sums, float* gradient, float* source, nint step)
    {
        TVector a0, a1, a2, a3, a4;
        a0 = a1 = a2 = a3 = a4 = TSimd.All(0);
        nint channels = row.Channels, column = row.ColumnStep, column3 = 3 * row.ColumnStep;
        for (var left = row.Pixels; left > 0; left--)
        {
            var g = TSimd.Load(gradient);
            gradient += channels;
            a0 = TSimd.MultiplyAdd(g, TSimd.Load(source), a0);
            a1 = TSimd.MultiplyAdd(g, TSimd.Load(source + column), a1);
            a2 = TSimd.MultiplyAdd(g, TSimd.Load(source + (2 * column)), a2);
            a3 = TSimd.MultiplyAdd(g, TSimd.Load(source + column3), a3);
            a4 = TSimd.MultiplyAdd(g, TSimd.Load(source + (4 * column)), a4);
            source += step;
        }

        Keep(sums, a0);
        Keep(sums + channels, a1);
        Keep(sums + (2 * channels), a2);
        Keep(sums + (3 * channels), a3);
        Keep(sums + (4 * channels), a4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slide(in TapRow row, float* sums, float* gradient, float* source, int spread, int sourceStep, int count)
    {
        var (step, gradientStep) = ((nint)spread * sourceStep, (nint)spread * row.Channels);
        if (row.Columns == 3)
        {
            SlideThreeOf3(row, sums, gradient, gradientStep, source, step, count);
            return;
        }

        for (var line = 0; line < row.Rows; line++)
        {
            SlideOneOf5(row, sums + (line * 5 * (nint)row.Channels), gradient, gradientStep, source + (line * (nint)row.RowStep), step, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Stride(in TapRow row, float* sums, float* gradient, float* source, int sourceStep)
    {
        if (row.Columns == 3)
        {
            GradientThreeOf3(row, sums, gradient, source, sourceStep);
            return;
        }

        for (var line = 0; line < row.Rows; line++)
        {
            GradientOneOf5(row, sums + (line * 5 * (nint)row.Channels), gradient, source + (line * (nint)row.RowStep), sourceStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SlideThreeOf3(in TapRow row, float* sums, float* gradient, nint gradientStep, float* source, nint step, int left)
    {
        TVector a0, a1, a2, b0, b1, b2, c0, c1, c2;
        a0 = a1 = a2 = b0 = b1 = b2 = c0 = c1 = c2 = TSimd.All(0);
        nint channels = row.Channels, rowStep = row.RowStep;
        var p = source;
        var q = source + rowStep;
        var r = source + (2 * rowStep);
        var x0 = TSimd.Load(p);
        var x1 = TSimd.Load(p + step);
        p += 2 * step;
        var y0 = TSimd.Load(q);
        var y1 = TSimd.Load(q + step);
        q += 2 * step;
        var z0 = TSimd.Load(r);
        var z1 = TSimd.Load(r + step);
        r += 2 * step;
        for (; left >= 3; left -= 3)
        {
            var g = TSimd.Load(gradient);
            gradient += gradientStep;
            var x2 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x0, a0);
            a1 = TSimd.MultiplyAdd(g, x1, a1);
            a2 = TSimd.MultiplyAdd(g, x2, a2);
            var y2 = TSimd.Load(q);
            q += step;
            b0 = TSimd.MultiplyAdd(g, y0, b0);
            b1 = TSimd.MultiplyAdd(g, y1, b1);
            b2 = TSimd.MultiplyAdd(g, y2, b2);
            var z2 = TSimd.Load(r);
            r += step;
            c0 = TSimd.MultiplyAdd(g, z0, c0);
            c1 = TSimd.MultiplyAdd(g, z1, c1);
            c2 = TSimd.MultiplyAdd(g, z2, c2);
            g = TSimd.Load(gradient);
            gradient += gradientStep;
            x0 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x1, a0);
            a1 = TSimd.MultiplyAdd(g, x2, a1);
            a2 = TSimd.MultiplyAdd(g, x0, a2);
            y0 = TSimd.Load(q);
            q += step;
            b0 = TSimd.MultiplyAdd(g, y1, b0);
            b1 = TSimd.MultiplyAdd(g, y2, b1);
            b2 = TSimd.MultiplyAdd(g, y0, b2);
            z0 = TSimd.Load(r);
            r += step;
            c0 = TSimd.MultiplyAdd(g, z1, c0);
            c1 = TSimd.MultiplyAdd(g, z2, c1);
            c2 = TSimd.MultiplyAdd(g, z0, c2);
            g = TSimd.Load(gradient);
            gradient += gradientStep;
            x1 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x2, a0);
            a1 = TSimd.MultiplyAdd(g, x0, a1);
            a2 = TSimd.MultiplyAdd(g, x1, a2);
            y1 = TSimd.Load(q);
            q += step;
            b0 = TSimd.MultiplyAdd(g, y2, b0);
            b1 = TSimd.MultiplyAdd(g, y0, b1);
            b2 = TSimd.MultiplyAdd(g, y1, b2);
            z1 = TSimd.Load(r);
            r += step;
            c0 = TSimd.MultiplyAdd(g, z2, c0);
            c1 = TSimd.MultiplyAdd(g, z0, c1);
            c2 = TSimd.MultiplyAdd(g, z1, c2);
        }

        for (; left > 0; left--)
        {
            var g = TSimd.Load(gradient);
            gradient += gradientStep;
            a0 = TSimd.MultiplyAdd(g, TSimd.Load(p - (2 * step)), a0);
            a1 = TSimd.MultiplyAdd(g, TSimd.Load(p - step), a1);
            a2 = TSimd.MultiplyAdd(g, TSimd.Load(p), a2);
            p += step;
            b0 = TSimd.MultiplyAdd(g, TSimd.Load(q - (2 * step)), b0);
            b1 = TSimd.MultiplyAdd(g, TSimd.Load(q - step), b1);
            b2 = TSimd.MultiplyAdd(g, TSimd.Load(q), b2);
            q += step;
            c0 = TSimd.MultiplyAdd(g, TSimd.Load(r - (2 * step)), c0);
            c1 = TSimd.MultiplyAdd(g, TSimd.Load(r - step), c1);
            c2 = TSimd.MultiplyAdd(g, TSimd.Load(r), c2);
            r += step;
        }

        Keep(sums, a0);
        Keep(sums + channels, a1);
        Keep(sums + (2 * channels), a2);
        Keep(sums + (3 * channels), b0);
        Keep(sums + (4 * channels), b1);
        Keep(sums + (5 * channels), b2);
        Keep(sums + (6 * channels), c0);
        Keep(sums + (7 * channels), c1);
        Keep(sums + (8 * channels), c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SlideOneOf5(in TapRow row, float* sums, float* gradient, nint gradientStep, float* source, nint step, int left)
    {
        TVector a0, a1, a2, a3, a4;
        a0 = a1 = a2 = a3 = a4 = TSimd.All(0);
        nint channels = row.Channels;
        var p = source;
        var x0 = TSimd.Load(p);
        var x1 = TSimd.Load(p + step);
        var x2 = TSimd.Load(p + (2 * step));
        var x3 = TSimd.Load(p + (3 * step));
        p += 4 * step;
        for (; left >= 5; left -= 5)
        {
            var g = TSimd.Load(gradient);
            gradient += gradientStep;
            var x4 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x0, a0);
            a1 = TSimd.MultiplyAdd(g, x1, a1);
            a2 = TSimd.MultiplyAdd(g, x2, a2);
            a3 = TSimd.MultiplyAdd(g, x3, a3);
            a4 = TSimd.MultiplyAdd(g, x4, a4);
            g = TSimd.Load(gradient);
            gradient += gradientStep;
            x0 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x1, a0);
            a1 = TSimd.MultiplyAdd(g, x2, a1);
            a2 = TSimd.MultiplyAdd(g, x3, a2);
            a3 = TSimd.MultiplyAdd(g, x4, a3);
            a4 = TSimd.MultiplyAdd(g, x0, a4);
            g = TSimd.Load(gradient);
            gradient += gradientStep;
            x1 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x2, a0);
            a1 = TSimd.MultiplyAdd(g, x3, a1);
            a2 = TSimd.MultiplyAdd(g, x4, a2);
            a3 = TSimd.MultiplyAdd(g, x0, a3);
            a4 = TSimd.MultiplyAdd(g, x1, a4);
            g = TSimd.Load(gradient);
            gradient += gradientStep;
            x2 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x3, a0);
            a1 = TSimd.MultiplyAdd(g, x4, a1);
            a2 = TSimd.MultiplyAdd(g, x0, a2);
            a3 = TSimd.MultiplyAdd(g, x1, a3);
            a4 = TSimd.MultiplyAdd(g, x2, a4);
            g = TSimd.Load(gradient);
            gradient += gradientStep;
            x3 = TSimd.Load(p);
            p += step;
            a0 = TSimd.MultiplyAdd(g, x4, a0);
            a1 = TSimd.MultiplyAdd(g, x0, a1);
            a2 = TSimd.MultiplyAdd(g, x1, a2);
            a3 = TSimd.MultiplyAdd(g, x2, a3);
            a4 = TSimd.MultiplyAdd(g, x3, a4);
        }

        for (; left > 0; left--)
        {
            var g = TSimd.Load(gradient);
            gradient += gradientStep;
            a0 = TSimd.MultiplyAdd(g, TSimd.Load(p - (4 * step)), a0);
            a1 = TSimd.MultiplyAdd(g, TSimd.Load(p - (3 * step)), a1);
            a2 = TSimd.MultiplyAdd(g, TSimd.Load(p - (2 * step)), a2);
            a3 = TSimd.MultiplyAdd(g, TSimd.Load(p - step), a3);
            a4 = TSimd.MultiplyAdd(g, TSimd.Load(p), a4);
            p += step;
        }

        Keep(sums, a0);
        Keep(sums + channels, a1);
        Keep(sums + (2 * channels), a2);
        Keep(sums + (3 * channels), a3);
        Keep(sums + (4 * channels), a4);
    }
}
