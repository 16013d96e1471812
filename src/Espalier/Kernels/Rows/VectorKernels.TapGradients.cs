using System.Runtime.CompilerServices;

namespace Espalier.Kernels.Rows;

/// <content>Gradients of depthwise weights: one sum per tap over a row of pixels.</content>
internal static unsafe partial class VectorKernels<TSimd, TVector>
{
    /// <summary>
    /// As many of the kernel's rows at a time as keep the sums in registers and hide their latency. Where neighbouring pixels see each
    /// other's columns, those stay in registers, too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TapGradients(
        in TapRow row, float* sums, float* gradient, float* source, int sourceStep, int begin, int end)
    {
        var spread = row.ColumnStep % sourceStep == 0 ? row.ColumnStep / sourceStep : 0;
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            var own = sums + channel;
            var from = source + channel + row.First;
            for (var first = 0; first < spread; first++)
            {
                var count = (row.Pixels - first + spread - 1) / spread;
                var (gradients, sources) = (first * (nint)row.Channels, first * (nint)sourceStep);
                Slide(row, own, gradient + channel + gradients, from + sources, spread, sourceStep, count);
            }

            if (spread == 0)
            {
                Stride(row, own, gradient + channel, from, sourceStep);
            }
        }
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
            var from = source + (line * (nint)row.RowStep);
            SlideOneOf5(row, sums + (line * 5 * (nint)row.Channels), gradient, gradientStep, from, step, count);
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
