using System.Runtime.CompilerServices;

namespace Espalier.Kernels.Rows;

/// <content>Windows of three, along one axis at a time: a 3x3 window is three of three.</content>
internal static unsafe partial class VectorKernels<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Max3(
        float* target, float* first, float* second, float* third, int pixels, int channels, int sourceStep, int begin, int end)
    {
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var channel = begin; channel < end; channel += TSimd.Width)
            {
                var most = TSimd.Max(TSimd.Max(TSimd.Load(first + channel), TSimd.Load(second + channel)), TSimd.Load(third + channel));
                TSimd.Store(most, target + channel);
            }

            target += channels;
            first += sourceStep;
            second += sourceStep;
            third += sourceStep;
        }
    }

    // One of the three equals the winner, so what the first two do not take is the third's: no masks are needed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Route3(
        in Route route, float* winner, float* gradient, int pixels, int channels, int sourceStep, int begin, int end)
    {
        nint at = 0;
        for (var pixel = 0; pixel < pixels; pixel++, at += sourceStep)
        {
            for (var channel = begin; channel < end; channel += TSimd.Width)
            {
                var place = at + channel;
                var most = TSimd.Load(winner + channel);
                var left = TSimd.Load(gradient + channel);
                var taken = TSimd.WhereEqual(TSimd.Load(route.First + place), most, left);
                TSimd.Store(TSimd.Add(TSimd.Load(route.FirstSum + place), taken), route.FirstSum + place);
                left = TSimd.Subtract(left, taken);
                taken = TSimd.WhereEqual(TSimd.Load(route.Second + place), most, left);
                TSimd.Store(TSimd.Add(TSimd.Load(route.SecondSum + place), taken), route.SecondSum + place);
                left = TSimd.Subtract(left, taken);
                TSimd.Store(TSimd.Add(TSimd.Load(route.ThirdSum + place), left), route.ThirdSum + place);
            }

            winner += channels;
            gradient += channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Spread3(
        float* first,
        float* second,
        float* third,
        float* gradient,
        float factor,
        int pixels,
        int channels,
        int targetStep,
        int begin,
        int end)
    {
        var share = TSimd.All(factor);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var channel = begin; channel < end; channel += TSimd.Width)
            {
                var g = TSimd.Multiply(share, TSimd.Load(gradient + channel));
                TSimd.Store(TSimd.Add(TSimd.Load(first + channel), g), first + channel);
                TSimd.Store(TSimd.Add(TSimd.Load(second + channel), g), second + channel);
                TSimd.Store(TSimd.Add(TSimd.Load(third + channel), g), third + channel);
            }

            gradient += channels;
            first += targetStep;
            second += targetStep;
            third += targetStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MaxWindows(
        float* above, float* at, float* below, float* target, int pixels, int stride, int channels, int begin, int end)
    {
        nint step = channels;
        var outside = TSimd.All(float.NegativeInfinity);
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            var window = new Columns(above + channel, at + channel, below + channel, step);
            var to = target + channel;
            var left = outside;
            var middle = window.Max();
            var pixel = 0;
            while (pixel < pixels)
            {
                var right = pixel + 1 < pixels ? window.Max() : outside;
                TSimd.Store(TSimd.Max(TSimd.Max(left, middle), right), to);
                to += step;
                pixel += stride;
                if (stride == 1)
                {
                    (left, middle) = (middle, right);
                }
                else
                {
                    left = right;
                    middle = pixel < pixels ? window.Max() : outside;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SumWindows(
        float* above,
        float* at,
        float* below,
        float* target,
        int pixels,
        int stride,
        int channels,
        float factor,
        int begin,
        int end)
    {
        nint step = channels;
        var outside = TSimd.All(0);
        var share = TSimd.All(factor);
        for (var channel = begin; channel < end; channel += TSimd.Width)
        {
            var window = new Columns(above + channel, at + channel, below + channel, step);
            var to = target + channel;
            var left = outside;
            var middle = window.Sum();
            var pixel = 0;
            while (pixel < pixels)
            {
                var right = pixel + 1 < pixels ? window.Sum() : outside;
                TSimd.Store(TSimd.Multiply(share, TSimd.Add(TSimd.Add(left, middle), right)), to);
                to += step;
                pixel += stride;
                if (stride == 1)
                {
                    (left, middle) = (middle, right);
                }
                else
                {
                    left = right;
                    middle = pixel < pixels ? window.Sum() : outside;
                }
            }
        }
    }

    /// <summary>Three rows read side by side, pixel after pixel.</summary>
    private struct Columns(float* above, float* at, float* below, nint step)
    {
        private float* above = above;
        private float* at = at;
        private float* below = below;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal TVector Max()
        {
            var joined = TSimd.Max(TSimd.Max(TSimd.Load(above), TSimd.Load(at)), TSimd.Load(below));
            Next();
            return joined;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal TVector Sum()
        {
            var joined = TSimd.Add(TSimd.Add(TSimd.Load(above), TSimd.Load(at)), TSimd.Load(below));
            Next();
            return joined;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Next()
        {
            above += step;
            at += step;
            below += step;
        }
    }
}
