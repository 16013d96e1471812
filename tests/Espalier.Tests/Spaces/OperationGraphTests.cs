using Espalier.Spaces;
using Espalier.Spaces.Darts;
using Espalier.Spaces.NasBench201;

namespace Espalier.Tests.Spaces;

public sealed class OperationGraphTests
{
    /// <summary>By hand: input, edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3, output, and what hears all.</summary>
    [Fact]
    public void Operations_hear_of_what_flows_into_them()
    {
        double[][] expected =
        [
            [1, 0, 0, 0, 0, 0, 0, 0, 0],
            [1, 1, 0, 0, 0, 0, 0, 0, 0],
            [1, 0, 1, 0, 0, 0, 0, 0, 0],
            [0, 1, 0, 1, 0, 0, 0, 0, 0],
            [1, 0, 0, 0, 1, 0, 0, 0, 0],
            [0, 1, 0, 0, 0, 1, 0, 0, 0],
            [0, 0, 1, 1, 0, 0, 1, 0, 0],
            [0, 0, 0, 0, 1, 1, 1, 1, 0],
            [1, 1, 1, 1, 1, 1, 1, 1, 1],
        ];

        Assert.Equal(expected, new OperationGraph(new NasBench201Space()).Hears);
    }

    [Fact]
    public void A_node_says_its_operation_and_nothing_else()
    {
        var graph = new OperationGraph(new NasBench201Space());
        var row = graph.Of(new NasBench201Genotype(["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3", "none"]));

        Assert.Equal(8, graph.Features);
        Assert.Equal([5, 0, 1, 2, 3, 4, 0, 6, 7], row.Chunk(8).Select(node => Array.IndexOf(node, 1.0)));
        Assert.Equal(9, row.Sum());
    }

    [Fact]
    public void Cells_of_several_kinds_are_refused() => Assert.Throws<ArgumentException>(() => new OperationGraph(new DartsSpace()));
}
