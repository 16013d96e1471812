using Espalier.Spaces;

namespace Benchmarks.Limits;

/// <summary>What a step cannot do without.</summary>
/// <param name="Macs">Multiply-accumulates of convolutions and linear layers; everything else is left out.</param>
/// <param name="Bytes">
/// The traffic that no fusion within a cell avoids where maps are larger than caches: each state of a cell (its two adapted inputs, its
/// nodes) is written and read in the forward pass, and read again, its gradient written and read, in the backward one; float32.
/// Batch norm's second look at its input, weights, images and everything within an edge are left out, so no step gets down to it.
/// </param>
internal sealed record NeededWork(long Macs, long Bytes)
{
    private const int Inputs = 2;
    private const int TransfersOfState = 5;

    /// <summary>Counts a step.</summary>
    /// <param name="shape">The network's size.</param>
    /// <param name="space">What its cells are made of.</param>
    /// <param name="forwardMacs">MACs of one image's forward pass.</param>
    /// <param name="costs">
    /// For each forward and backward pass of the step, its cost in forward passes: 2 with the gradient of maps, 3 with that of weights,
    /// too. (The first convolution's images need no gradient; it is counted.)
    /// </param>
    internal static NeededWork Of(NetworkShape shape, ICellSpace space, long forwardMacs, IReadOnlyList<int> costs) => new(
        shape.Batch * forwardMacs * costs.Sum(), shape.Batch * StatesOf(shape, space) * sizeof(float) * TransfersOfState * costs.Count);

    private static long StatesOf(NetworkShape shape, ICellSpace space)
    {
        var nodes = space.Edges.Max(edge => edge.Node) + 1;
        var (heights, widths) = (shape.Sizes(shape.Input.Height), shape.Sizes(shape.Input.Width));
        var (sum, level) = (0L, 0);
        foreach (var cell in space.Plan(shape.Settings()))
        {
            var before = (long)heights[level] * widths[level];
            level += cell.Reduces ? 1 : 0;
            sum += cell.Channels * ((Inputs * before) + (nodes * (long)heights[level] * widths[level]));
        }

        return sum;
    }
}
