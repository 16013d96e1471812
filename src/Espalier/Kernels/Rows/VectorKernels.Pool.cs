using System.Runtime.CompilerServices;

namespace Espalier.Kernels.Rows;

/// <content>Windows of three, along one axis at a time: a 3x3 window is three of three.</content>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Max3(float* target, float* first, float* second, float* third, int pixels, int channels, int sourceStep)
    {
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var channel = 0; channel < channels; channel += TSimd.Width)
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Sum3(
        float* target, float* first, float* second, float* third, float factor, int pixels, int channels, int sourceStep)
    {
        var share = TSimd.All(factor);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var channel = 0; channel < channels; channel += TSimd.Width)
            {
                var sum = TSimd.Add(TSimd.Add(TSimd.Load(first + channel), TSimd.Load(second + channel)), TSimd.Load(third + channel));
                TSimd.Store(TSimd.Multiply(share, sum), target + channel);
            }

            target += channels;
            first += sourceStep;
            second += sourceStep;
            third += sourceStep;
        }
    }

    // One of the three equals the winner, so what the first two do not take is the third's: no masks are needed.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Route3(in Route route, float* winner, float* gradient, int pixels, int channels, int sourceStep)
    {
        nint at = 0;
        for (var pixel = 0; pixel < pixels; pixel++, at += sourceStep)
        {
            for (var channel = 0; channel < channels; channel += TSimd.Width)
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
    internal override void Spread3(
        float* first, float* second, float* third, float* gradient, float factor, int pixels, int channels, int targetStep)
    {
        var share = TSimd.All(factor);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var channel = 0; channel < channels; channel += TSimd.Width)
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
}
