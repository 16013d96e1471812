using System.Runtime.CompilerServices;

namespace Espalier.Kernels.Rows;

/// <content>1x1 convolutions: products of pixels and a matrix of weights, blocked for registers.</content>
internal static unsafe partial class VectorKernels<TSimd, TVector>
{
    /// <summary>Blocks of eight pixels and two vectors of outputs keep sixteen sums in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pointwise(
        float* target, float* source, float* weights, int pixels, int inputs, int depth, int outputs, bool adds, int begin, int end)
    {
        var pixel = 0;
        for (; pixel + 8 <= pixels; pixel += 8)
        {
            var output = begin;
            for (; output + (2 * TSimd.Width) <= end; output += 2 * TSimd.Width)
            {
                EightByTwo(target + (pixel * outputs) + output, source + (pixel * inputs), weights + output, inputs, depth, outputs, adds);
            }

            if (output < end)
            {
                EightByOne(target + (pixel * outputs) + output, source + (pixel * inputs), weights + output, inputs, depth, outputs, adds);
            }
        }

        for (; pixel + 2 <= pixels; pixel += 2)
        {
            for (var output = begin; output < end; output += TSimd.Width)
            {
                TwoByOne(target + (pixel * outputs) + output, source + (pixel * inputs), weights + output, inputs, depth, outputs, adds);
            }
        }

        if (pixel < pixels)
        {
            for (var output = begin; output < end; output += TSimd.Width)
            {
                OneByOne(target + (pixel * outputs) + output, source + (pixel * inputs), weights + output, inputs, depth, outputs, adds);
            }
        }
    }

    /// <summary>Blocks of eight inputs and two vectors of outputs, or four inputs and one at the rims.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void PointwiseGradients(
        float* sums, float* source, float* gradient, int pixels, int inputs, int depth, int outputs, int begin, int end)
    {
        var input = 0;
        for (; input + 8 <= depth; input += 8)
        {
            var output = begin;
            for (; output + (2 * TSimd.Width) <= end; output += 2 * TSimd.Width)
            {
                GradientEightByTwo(sums + (input * outputs) + output, source + input, gradient + output, pixels, inputs, outputs);
            }

            if (output < end)
            {
                GradientEightByOne(sums + (input * outputs) + output, source + input, gradient + output, pixels, inputs, outputs);
            }
        }

        for (; input < depth; input += 4)
        {
            for (var output = begin; output < end; output += TSimd.Width)
            {
                GradientFourByOne(sums + (input * outputs) + output, source + input, gradient + output, pixels, inputs, outputs);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightByTwo(float* target, float* source, float* weights, int inputs, int depth, int outputs, bool adds)
    {
        TVector a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7;
        nint p1 = inputs, p2 = 2 * inputs, p3 = 3 * inputs, p4 = 4 * inputs, p5 = 5 * inputs, p6 = 6 * inputs, p7 = 7 * inputs;
        nint row = outputs;
        if (adds)
        {
            (a0, b0) = LoadTwo(target);
            (a1, b1) = LoadTwo(target + row);
            (a2, b2) = LoadTwo(target + (2 * row));
            (a3, b3) = LoadTwo(target + (3 * row));
            (a4, b4) = LoadTwo(target + (4 * row));
            (a5, b5) = LoadTwo(target + (5 * row));
            (a6, b6) = LoadTwo(target + (6 * row));
            (a7, b7) = LoadTwo(target + (7 * row));
        }
        else
        {
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = TSimd.All(0);
        }

        for (var last = source + depth; source < last; source++)
        {
            var left = TSimd.Load(weights);
            var right = TSimd.Load(weights + TSimd.Width);
            weights += row;
            var x = TSimd.All(*source);
            a0 = TSimd.MultiplyAdd(x, left, a0);
            b0 = TSimd.MultiplyAdd(x, right, b0);
            x = TSimd.All(source[p1]);
            a1 = TSimd.MultiplyAdd(x, left, a1);
            b1 = TSimd.MultiplyAdd(x, right, b1);
            x = TSimd.All(source[p2]);
            a2 = TSimd.MultiplyAdd(x, left, a2);
            b2 = TSimd.MultiplyAdd(x, right, b2);
            x = TSimd.All(source[p3]);
            a3 = TSimd.MultiplyAdd(x, left, a3);
            b3 = TSimd.MultiplyAdd(x, right, b3);
            x = TSimd.All(source[p4]);
            a4 = TSimd.MultiplyAdd(x, left, a4);
            b4 = TSimd.MultiplyAdd(x, right, b4);
            x = TSimd.All(source[p5]);
            a5 = TSimd.MultiplyAdd(x, left, a5);
            b5 = TSimd.MultiplyAdd(x, right, b5);
            x = TSimd.All(source[p6]);
            a6 = TSimd.MultiplyAdd(x, left, a6);
            b6 = TSimd.MultiplyAdd(x, right, b6);
            x = TSimd.All(source[p7]);
            a7 = TSimd.MultiplyAdd(x, left, a7);
            b7 = TSimd.MultiplyAdd(x, right, b7);
        }

        StoreTwo(target, a0, b0);
        StoreTwo(target + row, a1, b1);
        StoreTwo(target + (2 * row), a2, b2);
        StoreTwo(target + (3 * row), a3, b3);
        StoreTwo(target + (4 * row), a4, b4);
        StoreTwo(target + (5 * row), a5, b5);
        StoreTwo(target + (6 * row), a6, b6);
        StoreTwo(target + (7 * row), a7, b7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightByOne(float* target, float* source, float* weights, int inputs, int depth, int outputs, bool adds)
    {
        TVector a0, a1, a2, a3, a4, a5, a6, a7;
        nint p1 = inputs, p2 = 2 * inputs, p3 = 3 * inputs, p4 = 4 * inputs, p5 = 5 * inputs, p6 = 6 * inputs, p7 = 7 * inputs;
        nint row = outputs;
        if (adds)
        {
            a0 = TSimd.Load(target);
            a1 = TSimd.Load(target + row);
            a2 = TSimd.Load(target + (2 * row));
            a3 = TSimd.Load(target + (3 * row));
            a4 = TSimd.Load(target + (4 * row));
            a5 = TSimd.Load(target + (5 * row));
            a6 = TSimd.Load(target + (6 * row));
            a7 = TSimd.Load(target + (7 * row));
        }
        else
        {
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = TSimd.All(0);
        }

        for (var last = source + depth; source < last; source++)
        {
            var weight = TSimd.Load(weights);
            weights += row;
            a0 = TSimd.MultiplyAdd(TSimd.All(*source), weight, a0);
            a1 = TSimd.MultiplyAdd(TSimd.All(source[p1]), weight, a1);
            a2 = TSimd.MultiplyAdd(TSimd.All(source[p2]), weight, a2);
            a3 = TSimd.MultiplyAdd(TSimd.All(source[p3]), weight, a3);
            a4 = TSimd.MultiplyAdd(TSimd.All(source[p4]), weight, a4);
            a5 = TSimd.MultiplyAdd(TSimd.All(source[p5]), weight, a5);
            a6 = TSimd.MultiplyAdd(TSimd.All(source[p6]), weight, a6);
            a7 = TSimd.MultiplyAdd(TSimd.All(source[p7]), weight, a7);
        }

        TSimd.Store(a0, target);
        TSimd.Store(a1, target + row);
        TSimd.Store(a2, target + (2 * row));
        TSimd.Store(a3, target + (3 * row));
        TSimd.Store(a4, target + (4 * row));
        TSimd.Store(a5, target + (5 * row));
        TSimd.Store(a6, target + (6 * row));
        TSimd.Store(a7, target + (7 * row));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoByOne(float* target, float* source, float* weights, int inputs, int depth, int outputs, bool adds)
    {
        var (a0, a1) = adds ? (TSimd.Load(target), TSimd.Load(target + outputs)) : (TSimd.All(0), TSimd.All(0));
        for (var input = 0; input < depth; input++)
        {
            var weight = TSimd.Load(weights + ((nint)input * outputs));
            a0 = TSimd.MultiplyAdd(TSimd.All(source[input]), weight, a0);
            a1 = TSimd.MultiplyAdd(TSimd.All(source[inputs + input]), weight, a1);
        }

        TSimd.Store(a0, target);
        TSimd.Store(a1, target + outputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne(float* target, float* source, float* weights, int inputs, int depth, int outputs, bool adds)
    {
        var sum = adds ? TSimd.Load(target) : TSimd.All(0);
        for (var input = 0; input < depth; input++)
        {
            sum = TSimd.MultiplyAdd(TSimd.All(source[input]), TSimd.Load(weights + ((nint)input * outputs)), sum);
        }

        TSimd.Store(sum, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientEightByTwo(float* sums, float* source, float* gradient, int pixels, int inputs, int outputs)
    {
        TVector a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7;
        a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = TSimd.All(0);
        nint row = outputs, step = inputs;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var left = TSimd.Load(gradient);
            var right = TSimd.Load(gradient + TSimd.Width);
            gradient += row;
            var x = TSimd.All(source[0]);
            a0 = TSimd.MultiplyAdd(x, left, a0);
            b0 = TSimd.MultiplyAdd(x, right, b0);
            x = TSimd.All(source[1]);
            a1 = TSimd.MultiplyAdd(x, left, a1);
            b1 = TSimd.MultiplyAdd(x, right, b1);
            x = TSimd.All(source[2]);
            a2 = TSimd.MultiplyAdd(x, left, a2);
            b2 = TSimd.MultiplyAdd(x, right, b2);
            x = TSimd.All(source[3]);
            a3 = TSimd.MultiplyAdd(x, left, a3);
            b3 = TSimd.MultiplyAdd(x, right, b3);
            x = TSimd.All(source[4]);
            a4 = TSimd.MultiplyAdd(x, left, a4);
            b4 = TSimd.MultiplyAdd(x, right, b4);
            x = TSimd.All(source[5]);
            a5 = TSimd.MultiplyAdd(x, left, a5);
            b5 = TSimd.MultiplyAdd(x, right, b5);
            x = TSimd.All(source[6]);
            a6 = TSimd.MultiplyAdd(x, left, a6);
            b6 = TSimd.MultiplyAdd(x, right, b6);
            x = TSimd.All(source[7]);
            a7 = TSimd.MultiplyAdd(x, left, a7);
            b7 = TSimd.MultiplyAdd(x, right, b7);
            source += step;
        }

        AddTwo(sums, a0, b0);
        AddTwo(sums + row, a1, b1);
        AddTwo(sums + (2 * row), a2, b2);
        AddTwo(sums + (3 * row), a3, b3);
        AddTwo(sums + (4 * row), a4, b4);
        AddTwo(sums + (5 * row), a5, b5);
        AddTwo(sums + (6 * row), a6, b6);
        AddTwo(sums + (7 * row), a7, b7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientEightByOne(float* sums, float* source, float* gradient, int pixels, int inputs, int outputs)
    {
        TVector a0, a1, a2, a3, a4, a5, a6, a7;
        a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = TSimd.All(0);
        nint row = outputs, step = inputs;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var g = TSimd.Load(gradient);
            gradient += row;
            a0 = TSimd.MultiplyAdd(TSimd.All(source[0]), g, a0);
            a1 = TSimd.MultiplyAdd(TSimd.All(source[1]), g, a1);
            a2 = TSimd.MultiplyAdd(TSimd.All(source[2]), g, a2);
            a3 = TSimd.MultiplyAdd(TSimd.All(source[3]), g, a3);
            a4 = TSimd.MultiplyAdd(TSimd.All(source[4]), g, a4);
            a5 = TSimd.MultiplyAdd(TSimd.All(source[5]), g, a5);
            a6 = TSimd.MultiplyAdd(TSimd.All(source[6]), g, a6);
            a7 = TSimd.MultiplyAdd(TSimd.All(source[7]), g, a7);
            source += step;
        }

        Keep(sums, a0);
        Keep(sums + row, a1);
        Keep(sums + (2 * row), a2);
        Keep(sums + (3 * row), a3);
        Keep(sums + (4 * row), a4);
        Keep(sums + (5 * row), a5);
        Keep(sums + (6 * row), a6);
        Keep(sums + (7 * row), a7);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GradientFourByOne(float* sums, float* source, float* gradient, int pixels, int inputs, int outputs)
    {
        TVector a0, a1, a2, a3;
        a0 = a1 = a2 = a3 = TSimd.All(0);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var g = TSimd.Load(gradient);
            gradient += outputs;
            a0 = TSimd.MultiplyAdd(TSimd.All(source[0]), g, a0);
            a1 = TSimd.MultiplyAdd(TSimd.All(source[1]), g, a1);
            a2 = TSimd.MultiplyAdd(TSimd.All(source[2]), g, a2);
            a3 = TSimd.MultiplyAdd(TSimd.All(source[3]), g, a3);
            source += inputs;
        }

        Keep(sums, a0);
        Keep(sums + outputs, a1);
        Keep(sums + (2 * outputs), a2);
        Keep(sums + (3 * outputs), a3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Left, TVector Right) LoadTwo(float* source) => (TSimd.Load(source), TSimd.Load(source + TSimd.Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(float* target, TVector left, TVector right)
    {
        TSimd.Store(left, target);
        TSimd.Store(right, target + TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTwo(float* sums, TVector left, TVector right)
    {
        Keep(sums, left);
        Keep(sums + TSimd.Width, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(float* sums, TVector sum) => TSimd.Store(TSimd.Add(TSimd.Load(sums), sum), sums);
}
