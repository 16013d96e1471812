namespace Espalier.Spaces;

/// <summary>What is drawn of a cell: points in a row, and operations between them.</summary>
/// <param name="Name">E.g. <c>normal cell</c>.</param>
/// <param name="Points">From left to right.</param>
/// <param name="Edges">The operations, those into one point together, in the order of their points.</param>
/// <param name="Output">What comes out of the cell, in words.</param>
internal sealed record DrawnCell(string Name, IReadOnlyList<DrawnPoint> Points, IReadOnlyList<DrawnEdge> Edges, string Output)
{
    /// <summary>Pairs of points that are joined without an operation, below the row.</summary>
    public IReadOnlyList<(int From, int To)> Wires { get; init; } = [];
}

/// <summary>A point of a cell.</summary>
/// <param name="Label">What stands in its disc.</param>
/// <param name="Role">What it is.</param>
/// <param name="Caption">What stands below it; null for nothing.</param>
internal sealed record DrawnPoint(string Label, DrawnRole Role, string? Caption = null);

/// <summary>An operation of a cell.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="From">The point it begins at.</param>
/// <param name="To">A point further right.</param>
/// <param name="Look">How it is drawn.</param>
internal sealed record DrawnEdge(string Operation, int From, int To, DrawnLook Look);

/// <summary>What a point of a cell is.</summary>
internal enum DrawnRole
{
    /// <summary>What goes in.</summary>
    In,

    /// <summary>A sum of operations.</summary>
    Node,

    /// <summary>What comes out.</summary>
    Out,
}

/// <summary>The colour of an operation, by what it is like; that of nothing is dashed, too.</summary>
internal enum DrawnLook
{
    /// <summary>The convolution that most is done by.</summary>
    Convolution,

    /// <summary>Another convolution.</summary>
    OtherConvolution,

    /// <summary>A pooling.</summary>
    Pool,

    /// <summary>What comes in goes out.</summary>
    Skip,

    /// <summary>No connection.</summary>
    None,
}
