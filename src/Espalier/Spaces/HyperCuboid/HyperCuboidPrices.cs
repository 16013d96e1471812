using Espalier.Costs;
using Espalier.Kernels;

namespace Espalier.Spaces.HyperCuboid;

/// <summary>
/// What the networks of all paths cost. A step's cost depends on both its widths, so that the decisions of a path are not independent; what
/// paths to a width cost is therefore carried from layer to layer, alike ones once.
/// </summary>
internal sealed class HyperCuboidPrices(HyperCuboidShape shape, NetworkSettings settings)
{
    /// <summary>Every cost that a path has, each once.</summary>
    internal IReadOnlyCollection<NetworkCost> All()
    {
        var (height, width) = (settings.Input.Height, settings.Input.Width);
        HashSet<NetworkCost>[] reached = [.. shape.Widths.Select(own => new HashSet<NetworkCost>
        {
            Cost(HyperCuboidBlocks.Stem(own * settings.Channels, settings), settings.Input.Channels, height, width),
        })];
        (height, width) = (Strided(height, settings.StemStride), Strided(width, settings.StemStride));
        for (var step = 0; step < shape.Steps; step++)
        {
            var next = shape.Widths.Select(_ => new HashSet<NetworkCost>()).ToArray();
            foreach (var column in shape.Columns)
            {
                var (from, to) = (shape.Widths[column.From] * settings.Channels, shape.Widths[column.To] * settings.Channels);
                var price = Cost(
                    HyperCuboidBlocks.Step(column.Primitive, from, to, HyperCuboidShape.StrideOf(step), BlockForm.Final, KernelPath.Torch),
                    from,
                    height,
                    width);
                next[column.To].UnionWith(reached[column.From].Select(before => Plus(before, price)));
            }

            reached = next;
            (height, width) = (Strided(height, HyperCuboidShape.StrideOf(step)), Strided(width, HyperCuboidShape.StrideOf(step)));
        }

        var classifier = (long)HyperCuboidBlocks.Features(settings) * settings.Classes;
        return reached.SelectMany((costs, place) =>
        {
            var own = shape.Widths[place] * settings.Channels;
            var end = Plus(
                Cost(HyperCuboidBlocks.End(own, settings with { Kernels = KernelPath.Torch }), own, height, width),
                new NetworkCost(classifier + settings.Classes, classifier));
            return costs.Select(before => Plus(before, end));
        }).ToHashSet();
    }

    private static NetworkCost Cost(Module<Tensor, Tensor> part, int channels, long height, long width)
    {
        using var own = part;
        return NetworkCost.Of(own, [channels, height, width]);
    }

    private static NetworkCost Plus(NetworkCost one, NetworkCost other) => new(one.Parameters + other.Parameters, one.Macs + other.Macs);

    private static int Strided(int size, int stride) => (size + stride - 1) / stride;
}
