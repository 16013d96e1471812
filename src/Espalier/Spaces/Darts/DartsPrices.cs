using Espalier.Costs;
using Espalier.Kernels;

namespace Espalier.Spaces.Darts;

/// <summary>What DARTS networks cost, as choices that are independent of each other: one for each node of each kind of cell.</summary>
/// <remarks>
/// <para>
/// Why that is exact. Stem, cell inputs and classifier are the same for every genotype: their widths follow from the plan and from the four
/// concatenated nodes, not from what is chosen. All the rest of a network is its edges' operations, each a module of its own whose parameters
/// and MACs depend on the operation, the cell's width, the size of its maps and the edge's stride alone. A node chooses two of its sources
/// and an operation for each, whatever other nodes choose, and pays that price in every cell of its kind.
/// </para>
/// <para>
/// Which operation of DARTS costs what. Poolings cost nothing (their batch norm exists in supernets only), nor does <c>skip_connect</c> at stride 1. At
/// stride 2, on the edges of a reduction cell that come from its inputs, <c>skip_connect</c> is a factorised reduction: C^2 weights and
/// a norm's 2C. <c>dil_conv_k</c> has C^2 + (k^2 + 2)C, <c>sep_conv_k</c> twice that; the stride changes neither, for MACs are counted where the
/// outputs are. So the least of parameters and of MACs is one network, poolings and skips wherever they are free, and so is the most:
/// <c>sep_conv_5x5</c> everywhere. Prices are not computed from these formulas but counted on the modules.
/// </para>
/// </remarks>
internal sealed class DartsPrices
{
    private readonly Dictionary<(string Operation, int Channels, int Stride, long Height, long Width), NetworkCost> counted = [];
    private readonly DartsChoices choices;
    private readonly IReadOnlyList<(CellPlan Cell, long Height, long Width)> cells;

    /// <summary>Prices for networks of these settings in the DARTS space.</summary>
    internal DartsPrices(NetworkSettings settings)
        : this(DartsOperations.Choices, settings)
    {
    }

    /// <summary>Prices for networks of these settings in a space on DARTS' topology.</summary>
    internal DartsPrices(DartsChoices choices, NetworkSettings settings)
    {
        this.choices = choices;
        var placed = new List<(CellPlan, long, long)>();
        var (height, width) = (Strided(settings.Input.Height, settings.StemStride), Strided(settings.Input.Width, settings.StemStride));
        foreach (var cell in DartsPlan.Cells(settings))
        {
            placed.Add((cell, height, width));
            (height, width) = cell.Reduces ? (Strided(height, 2), Strided(width, 2)) : (height, width);
        }

        cells = placed;
    }

    /// <summary>Per node of each kind of cell, what each pair of sources with each pair of operations adds to a network without any.</summary>
    internal IEnumerable<IEnumerable<NetworkCost>> Choices() =>
        from kind in new[] { DartsPlan.Normal, DartsPlan.Reduce }
        from node in Enumerable.Range(0, DartsPlan.Nodes)
        select
            from first in Enumerable.Range(0, node + 2)
            from second in Enumerable.Range(0, first)
            from one in Operations
            from other in Operations
            select Plus(Price(kind, one, first), Price(kind, other, second));

    /// <summary>What one edge adds, over all cells of its kind.</summary>
    internal NetworkCost Price(int kind, string operation, int source) => cells
        .Where(place => place.Cell.Kind == kind)
        .Select(place => Count(operation, place.Cell.Channels, place.Cell.Reduces && source < 2 ? 2 : 1, place))
        .Aggregate(default(NetworkCost), Plus);

    private IEnumerable<string> Operations => choices.Derivable.Select(column => choices.All[column]);

    private NetworkCost Count(string operation, int channels, int stride, (CellPlan Cell, long Height, long Width) place)
    {
        // Behind the first stride of a reduction cell all maps have half the size.
        var halved = place.Cell.Reduces && stride == 1;
        var (height, width) = halved ? (Strided(place.Height, 2), Strided(place.Width, 2)) : (place.Height, place.Width);
        var key = (operation, channels, stride, height, width);
        if (!counted.TryGetValue(key, out var cost))
        {
            using var module = choices.Build(operation, channels, stride, BlockForm.Final, KernelPath.Torch)!;
            counted[key] = cost = NetworkCost.Of(module, [channels, height, width]);
        }

        return cost;
    }

    private static NetworkCost Plus(NetworkCost one, NetworkCost other) => new(one.Parameters + other.Parameters, one.Macs + other.Macs);

    private static long Strided(long size, int stride) => (size + stride - 1) / stride;
}
