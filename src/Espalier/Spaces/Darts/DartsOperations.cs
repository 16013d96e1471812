namespace Espalier.Spaces.Darts;

/// <summary>The eight operations an edge of a DARTS cell chooses from, in the order of the architecture parameters' columns.</summary>
/// <remarks>Source: Liu, Simonyan and Yang, "DARTS", arXiv 1806.09055; names and order as in the published genotypes.</remarks>
public static class DartsOperations
{
    /// <summary>No connection: zeros. Part of the relaxation, left out by the derivation of a discrete cell.</summary>
    public const string None = "none";

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

    /// <summary>All eight, in order: the index of a name is its column in the architecture parameters.</summary>
    public static IReadOnlyList<string> All { get; } =
        Array.AsReadOnly([None, MaxPool3x3, AvgPool3x3, SkipConnect, SepConv3x3, SepConv5x5, DilConv3x3, DilConv5x5]);

    /// <summary>The column (0..7) of an operation, or -1 for a name that is none of the eight.</summary>
    public static int IndexOf(string operation)
    {
        for (var index = 0; index < All.Count; index++)
        {
            if (string.Equals(All[index], operation, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>
    /// The operation that a misspelt name most likely means: one that begins with it, else the one that takes the fewest letter edits to
    /// reach; the first in order on a tie.
    /// </summary>
    public static string Nearest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var begun = name.Length == 0 ? null : All.FirstOrDefault(known => known.StartsWith(name, StringComparison.Ordinal));
        return begun ?? All.MinBy(known => EditDistance(name, known))!;
    }

    private static int EditDistance(string from, string to)
    {
        // Beyond this length no name is near, and the cost stays bounded for hostile text.
        const int Longest = 64;
        var source = from.AsSpan(0, Math.Min(from.Length, Longest));
        Span<int> row = stackalloc int[to.Length + 1];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 0; line < source.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line + 1;
            for (var column = 1; column < row.Length; column++)
            {
                var replaced = diagonal + (source[line] == to[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(diagonal, row[column - 1]) + 1);
            }
        }

        return row[^1];
    }
}
