using System.Numerics;

namespace Espalier.Kernels.Norms;

/// <summary>Each channel's sum of gradients, and of gradients times centred values: what goes back through a batch norm.</summary>
internal sealed unsafe class ChannelProducts(int channels)
{
    private readonly double[] sum = new double[channels];
    private readonly double[] product = new double[channels];

    /// <summary>The sum of a channel's gradients.</summary>
    internal double Sum(int channel) => sum[channel];

    /// <summary>The sum of a channel's gradients times its values' distances from their mean.</summary>
    internal double Product(int channel) => product[channel];

    /// <summary>Adds a piece.</summary>
    internal void Add(float* pieceSum, float* pieceProduct)
    {
        AddWide(sum, pieceSum);
        AddWide(product, pieceProduct);
    }

    /// <summary>Adds what another one gathered.</summary>
    internal void Add(ChannelProducts other)
    {
        for (var channel = 0; channel < sum.Length; channel++)
        {
            sum[channel] += other.sum[channel];
            product[channel] += other.product[channel];
        }
    }

    private static void AddWide(double[] target, float* piece)
    {
        var channel = 0;
        for (; channel + Vector<float>.Count <= target.Length; channel += Vector<float>.Count)
        {
            Vector.Widen(Vector.Load(piece + channel), out var low, out var high);
            (new Vector<double>(target, channel) + low).CopyTo(target, channel);
            (new Vector<double>(target, channel + Vector<double>.Count) + high).CopyTo(target, channel + Vector<double>.Count);
        }

        for (; channel < target.Length; channel++)
        {
            target[channel] += piece[channel];
        }
    }
}
