using System.Runtime.CompilerServices;
using Espalier.Kernels.Simd;

namespace Espalier.Kernels.Rows;

/// <summary>
/// What <see cref="RowKernels"/> does, at the width of a vector type and for the channels from <c>begin</c> to before <c>end</c> of each
/// pixel, whole vectors.
/// </summary>
internal static unsafe partial class VectorKernels<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>
    /// Where neighbouring pixels see each other's columns (no stride), each pixel is read once for all of them; with dilation 2 that
    /// holds among pixels of even, and of odd, number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Taps(
        in TapRow row, float* target, int targetStep, float* source, int sourceStep, bool accumulate, int begin, int end)
    {
        var spread = row.ColumnStep % sourceStep == 0 && row.Columns is 3 or 5 ? row.ColumnStep / sourceStep : 1;
        var shares = row.Columns is 3 or 5 && row.ColumnStep == spread * sourceStep;
        for (var channel = begin; channel < end; channel += TSimd.Width)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate, bool shares, int count)
    {
        var done = 0;
        for (; done + 8 <= count; done += 8)
        {
            EightPixels(row, target + (done * targetStep), targetStep, source + (done * step), step, weights, accumulate, shares);
        }

        // Pixels that are written twice get the same numbers, where nothing is added to: so the last ones can be taken together with some before.
        if (!accumulate && count >= 8 && count - done > 4)
        {
            done = count - 8;
            EightPixels(row, target + (done * targetStep), targetStep, source + (done * step), step, weights, accumulate, shares);
            return;
        }

        if (count - done >= 4)
        {
            FourPixels(row, target + (done * targetStep), targetStep, source + (done * step), step, weights, accumulate, shares);
            done += 4;
        }

        if (!accumulate && count >= 4 && done < count)
        {
            done = count - 4;
            FourPixels(row, target + (done * targetStep), targetStep, source + (done * step), step, weights, accumulate, shares);
            return;
        }

        for (; done < count; done++)
        {
            One(row, target + (done * targetStep), source + (done * step), weights, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightPixels(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate, bool shares)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourPixels(
        in TapRow row, float* target, nint targetStep, float* source, nint step, float* weights, bool accumulate, bool shares)
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
}
