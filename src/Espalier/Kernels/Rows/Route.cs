namespace Espalier.Kernels.Rows;

/// <summary>Three values that compete, and the sums that a gradient goes to.</summary>
internal readonly unsafe ref struct Route
{
    internal required float* First { get; init; }

    internal required float* Second { get; init; }

    internal required float* Third { get; init; }

    internal required float* FirstSum { get; init; }

    internal required float* SecondSum { get; init; }

    internal required float* ThirdSum { get; init; }
}
