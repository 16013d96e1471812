namespace Espalier.Spaces.NasBench201;

/// <summary>The five operations an edge chooses from, in the order of the published API.</summary>
/// <remarks>Source: Dong and Yang, "NAS-Bench-201", arXiv 2001.00326, section 2.1.</remarks>
public static class NasBench201Operations
{
    /// <summary>No connection: zeros.</summary>
    public const string None = "none";

    /// <summary>Identity.</summary>
    public const string SkipConnect = "skip_connect";

    /// <summary>ReLU, 1x1 convolution, batch norm.</summary>
    public const string Conv1x1 = "nor_conv_1x1";

    /// <summary>ReLU, 3x3 convolution, batch norm.</summary>
    public const string Conv3x3 = "nor_conv_3x3";

    /// <summary>3x3 average pooling of stride 1 that leaves the padding out of the count.</summary>
    public const string AvgPool3x3 = "avg_pool_3x3";

    /// <summary>All five: the index of a name is its column in the architecture parameters.</summary>
    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly([None, SkipConnect, Conv1x1, Conv3x3, AvgPool3x3]);

    /// <summary>The column (0..4) of an operation, or -1 for a name that is none of the five.</summary>
    public static int IndexOf(string operation) => ((IList<string>)All).IndexOf(operation);
}
