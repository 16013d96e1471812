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
        for (var channel = 0; channel < sum.Length; channel++)
        {
            sum[channel] += pieceSum[channel];
            product[channel] += pieceProduct[channel];
        }
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
}
