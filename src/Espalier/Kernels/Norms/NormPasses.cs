using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Norms;

/// <summary>The sums a batch norm needs, taken from one sample in pieces that stay in the nearest cache.</summary>
internal static unsafe class NormPasses
{
    private const int PiecePixels = 128;

    /// <summary>Adds a sample's means and squared distances.</summary>
    internal static void Gather(this RowKernels rows, float* values, int pixels, int channels, ChannelMoments moments, Scratch scratch)
    {
        var mark = scratch.Mark;
        var (mean, squares) = ((nint)scratch.Take(channels), (nint)scratch.Take(channels));
        for (var first = 0; first < pixels; first += PiecePixels)
        {
            var count = Math.Min(PiecePixels, pixels - first);
            rows.Moments(values + ((nint)first * channels), count, channels, (float*)mean, (float*)squares);
            moments.Add((float*)mean, (float*)squares, count);
        }

        scratch.Back(mark);
    }

    /// <summary>Adds a sample's sums of gradients, and of gradients times values less a centre.</summary>
    internal static void Gather(
        this RowKernels rows, float* gradients, float* values, float* centre, int pixels, int channels, ChannelProducts products, Scratch scratch)
    {
        var mark = scratch.Mark;
        var (sum, product) = ((nint)scratch.Take(channels), (nint)scratch.Take(channels));
        for (var first = 0; first < pixels; first += PiecePixels)
        {
            var from = (nint)first * channels;
            var count = Math.Min(PiecePixels, pixels - first);
            rows.Products(gradients + from, values + from, centre, count, channels, (float*)sum, (float*)product);
            products.Add((float*)sum, (float*)product);
        }

        scratch.Back(mark);
    }
}
