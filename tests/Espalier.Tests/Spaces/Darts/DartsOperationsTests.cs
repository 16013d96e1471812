using Espalier.Spaces.Darts;

namespace Espalier.Tests.Spaces.Darts;

public sealed class DartsOperationsTests
{
    [Fact]
    public void Operations_stand_in_the_order_of_the_architecture_parameters() =>
        Assert.Equal(
            ["none", "max_pool_3x3", "avg_pool_3x3", "skip_connect", "sep_conv_3x3", "sep_conv_5x5", "dil_conv_3x3", "dil_conv_5x5"],
            DartsOperations.All);

    [Fact]
    public void Index_is_the_column_and_minus_one_for_strangers()
    {
        Assert.All(DartsOperations.All, (name, index) => Assert.Equal(index, DartsOperations.IndexOf(name)));
        Assert.Equal(-1, DartsOperations.IndexOf("None"));
        Assert.Equal(-1, DartsOperations.IndexOf("conv_3x3"));
    }

    [Theory]
    [InlineData("sep_conv_3x33", "sep_conv_3x3")]
    [InlineData("sepconv5x5", "sep_conv_5x5")]
    [InlineData("skip", "skip_connect")]
    [InlineData("Dil_Conv_3x3", "dil_conv_3x3")]
    [InlineData("max_pool", "max_pool_3x3")]
    public void Nearest_takes_the_fewest_edits(string typed, string expected) => Assert.Equal(expected, DartsOperations.Nearest(typed));

    [Fact]
    public void Nearest_answers_for_empty_and_enormous_names()
    {
        Assert.Equal("none", DartsOperations.Nearest(string.Empty));
        Assert.Contains(DartsOperations.Nearest(new string('x', 1_000_000)), DartsOperations.All);
    }
}
