using Espalier.Kernels.Memory;
using Espalier.Kernels.Rows;

namespace Espalier.Kernels.Norms;

/// <summary>What a batch norm gathers on the way back.</summary>
internal static unsafe class NormPasses
{
    /// <summary>Adds some pixels' sums of gradients, and of gradients times values less a centre.</summary>
    internal static void Gather(
        this RowKernels rows,
        float* gradients,
        float* values,
        float* centre,
        int pixels,
        int channels,
        ChannelProducts products,
        Scratch scratch)
    {
        var mark = scratch.Mark;
        var (sum, product) = ((nint)scratch.Take(channels), (nint)scratch.Take(channels));
        rows.Products(gradients, values, centre, pixels, channels, (float*)sum, (float*)product);
        products.Add((float*)sum, (float*)product);

        scratch.Back(mark);
    }
}
