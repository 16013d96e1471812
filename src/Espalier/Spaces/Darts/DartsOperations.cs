using Espalier.Spaces.Darts.Blocks;

namespace Espalier.Spaces.Darts;

/// <summary>The eight operations an edge of a DARTS cell chooses from, in the order of the architecture parameters' columns.</summary>
/// <remarks>Source: Liu, Simonyan and Yang, "DARTS", arXiv 1806.09055; names and order as in the published genotypes.</remarks>
public static class DartsOperations
{
    /// <summary>No connection: zeros. Part of the relaxation, left out by the derivation of a discrete cell.</summary>
    public const string None = DartsChoices.None;

    /// <summary>3x3 maximum pooling, followed by batch normalisation in the supernet.</summary>
    public const string MaxPool3x3 = "max_pool_3x3";

    /// <summary>3x3 average pooling that leaves the padding out of the count.</summary>
    public const string AvgPool3x3 = "avg_pool_3x3";

    /// <summary>Identity, or factorised reduction where the edge has stride 2.</summary>
    public const string SkipConnect = "skip_connect";

    /// <summary>3x3 depthwise separable convolution, applied twice.</summary>
    public const string SepConv3x3 = "sep_conv_3x3";

    /// <summary>5x5 depthwise separable convolution, applied twice.</summary>
    public const string SepConv5x5 = "sep_conv_5x5";

    /// <summary>3x3 depthwise separable convolution with dilation 2.</summary>
    public const string DilConv3x3 = "dil_conv_3x3";

    /// <summary>5x5 depthwise separable convolution with dilation 2.</summary>
    public const string DilConv5x5 = "dil_conv_5x5";

    /// <summary>The choices of the DARTS space.</summary>
    public static DartsChoices Choices { get; } = new(
        DartsGenotype.SpaceName,
        [None, MaxPool3x3, AvgPool3x3, SkipConnect, SepConv3x3, SepConv5x5, DilConv3x3, DilConv5x5],
        DartsBlocks.Operation);

    /// <summary>All eight, in order: the index of a name is its column in the architecture parameters.</summary>
    public static IReadOnlyList<string> All => Choices.All;

    /// <summary>The column (0..7) of an operation, or -1 for a name that is none of the eight.</summary>
    public static int IndexOf(string operation) => Choices.IndexOf(operation);

    /// <inheritdoc cref="DartsChoices.Nearest"/>
    public static string Nearest(string name) => Choices.Nearest(name);
}
