namespace Espalier.Kernels.Pooling;

/// <summary>Windows along one axis that have the same neighbours: those at the rims miss one or two.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="HasLeft">Whether there is something before their middle.</param>
/// <param name="HasRight">Whether there is something after it.</param>
internal readonly record struct Neighbours(int First, int Count, bool HasLeft, bool HasRight)
{
    /// <summary>The part of a mean that each of them has.</summary>
    internal float Share => 1f / (1 + (HasLeft ? 1 : 0) + (HasRight ? 1 : 0));
}
