using System.Runtime.CompilerServices;

namespace Espalier.Kernels.Rows;

/// <content>
/// Depthwise windows over eight or four pixels side by side, so that as many sums hide the latency of one. For kernels of three and five
/// columns whose neighbours share them, each pixel is read once per row and used by all sums it belongs to.
/// </content>
internal static unsafe partial class VectorKernels<TSimd, TVector>
{
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
}
