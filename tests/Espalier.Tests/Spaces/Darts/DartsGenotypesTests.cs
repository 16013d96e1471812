using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsGenotypesTests
{
    [Fact]
    public void Second_order_cells_are_the_published_ones()
    {
        var expected = new DartsGenotype(
            [
                ("sep_conv_3x3", 0), ("sep_conv_3x3", 1), ("sep_conv_3x3", 0), ("sep_conv_3x3", 1),
                ("sep_conv_3x3", 1), ("skip_connect", 0), ("skip_connect", 0), ("dil_conv_3x3", 2),
            ],
            [2, 3, 4, 5],
            [
                ("max_pool_3x3", 0), ("max_pool_3x3", 1), ("skip_connect", 2), ("max_pool_3x3", 1),
                ("max_pool_3x3", 0), ("skip_connect", 2), ("skip_connect", 2), ("max_pool_3x3", 1),
            ],
            [2, 3, 4, 5]);

        Assert.Equal(expected, DartsGenotypes.DartsV2);
    }

    [Fact]
    public void First_order_cells_are_the_published_ones()
    {
        var expected = new DartsGenotype(
            [
                ("sep_conv_3x3", 1), ("sep_conv_3x3", 0), ("skip_connect", 0), ("sep_conv_3x3", 1),
                ("skip_connect", 0), ("sep_conv_3x3", 1), ("sep_conv_3x3", 0), ("skip_connect", 2),
            ],
            [2, 3, 4, 5],
            [
                ("max_pool_3x3", 0), ("max_pool_3x3", 1), ("skip_connect", 2), ("max_pool_3x3", 0),
                ("max_pool_3x3", 0), ("skip_connect", 2), ("skip_connect", 2), ("avg_pool_3x3", 0),
            ],
            [2, 3, 4, 5]);

        Assert.Equal(expected, DartsGenotypes.DartsV1);
    }
}
