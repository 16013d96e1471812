namespace Espalier.Kernels.Memory;

/// <summary>A sample, or some of its rows.</summary>
/// <param name="Sample">The sample's number.</param>
/// <param name="Part">Which part of its rows, from 0.</param>
/// <param name="Parts">How many parts a sample has.</param>
/// <param name="Chunk">The number of the chunk it belongs to.</param>
internal readonly record struct Piece(int Sample, int Part, int Parts, int Chunk)
{
    /// <summary>Its rows of a map so high.</summary>
    internal RowRange Rows(int height) => new(Part * height / Parts, (Part + 1) * height / Parts);
}
