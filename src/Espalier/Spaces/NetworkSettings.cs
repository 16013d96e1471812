using Espalier.Data;
using Espalier.Kernels;

namespace Espalier.Spaces;

/// <summary>What a genotype leaves open: width, depth, and what goes in and comes out.</summary>
public sealed record NetworkSettings
{
    /// <summary>Channels of the first cells, doubled at each reduction. At least 1; DARTS searches with 16 and trains with 36.</summary>
    public int Channels
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Channels), value, "at least 1 channel");
    } = 16;

    /// <summary>
    /// Cells in a row, of which two reduce. At least 3, so that a normal cell remains; DARTS searches with 8 and trains with 20.
    /// </summary>
    public int Cells
    {
        get;
        init => field = value >= 3 ? value : throw new ArgumentOutOfRangeException(nameof(Cells), value, "at least 3 cells");
    } = 8;

    /// <summary>The images.</summary>
    public required ImageShape Input { get; init; }

    /// <summary>The number of classes, at least 2.</summary>
    public required int Classes
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(Classes), value, "at least 2 classes");
    }

    /// <summary>
    /// The stride of the stem's convolution: 1 as in DARTS on CIFAR; 2 quarters the work of everything after it (the ImageNet
    /// networks of DARTS begin with strides, too).
    /// </summary>
    public int StemStride
    {
        get;
        init => field = value is 1 or 2 ? value : throw new ArgumentOutOfRangeException(nameof(StemStride), value, "1 or 2");
    } = 1;

    /// <summary>Whether to add the auxiliary classifier at two thirds of the depth.</summary>
    public bool Auxiliary { get; init; }

    /// <summary>Who computes the parts that fused kernels know. Default: they do.</summary>
    public KernelPath Kernels { get; init; }

    /// <summary>What the fused kernels keep for the way back. Default: <see cref="MemoryUse.Balanced"/>.</summary>
    public MemoryUse Memory { get; init; }

    /// <summary>What the pixels are normalised by; null leaves them as they are.</summary>
    public ChannelStatistics? Statistics { get; init; }
}
