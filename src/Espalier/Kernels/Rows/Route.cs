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

    /// <summary>Three rows of values, and of sums, one after the other.</summary>
    internal static Route Apart(float* values, float* sums, int step) => new()
    {
        First = values,
        Second = values + step,
        Third = values + (2 * (nint)step),
        FirstSum = sums,
        SecondSum = sums + step,
        ThirdSum = sums + (2 * (nint)step),
    };
}
