namespace Espalier.Kernels.Rows;

/// <summary>A row of pixels under a depthwise kernel, whose taps are rows and columns at equal distances.</summary>
internal readonly unsafe ref struct TapRow
{
    /// <summary>Rows of taps.</summary>
    internal required int Rows { get; init; }

    /// <summary>Taps of a row.</summary>
    internal required int Columns { get; init; }

    /// <summary>Where the first tap reads, from the pixel at hand, in numbers.</summary>
    internal required int First { get; init; }

    /// <summary>Numbers from a row of taps to the next.</summary>
    internal required int RowStep { get; init; }

    /// <summary>Numbers from a tap to the next of its row.</summary>
    internal required int ColumnStep { get; init; }

    /// <summary>The weights [rows * columns, channels]; not used by gradients of weights.</summary>
    internal float* Weights { get; init; }

    /// <summary>Pixels in the row.</summary>
    internal required int Pixels { get; init; }

    /// <summary>Channels of a pixel.</summary>
    internal required int Channels { get; init; }
}
