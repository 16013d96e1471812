using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class MacCountTests
{
    [Theory]
    [InlineData("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|", 5, 0)]
    [InlineData("|nor_conv_1x1~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|avg_pool_3x3~1|nor_conv_1x1~2|", 1, 2)]
    public void Cells_of_NAS_Bench_201_have_the_published_counts(string arch, int conv3x3, int conv1x1)
    {
        using var scope = NewDisposeScope();
        using var network = PublishedNetwork.Of(arch);

        var score = new MacCount().Score(network, PublishedNetwork.Input);

        Assert.Equal(7.783040 + (35.389440 * conv3x3) + (3.932160 * conv1x1), score.Value!.Value, 1e-9);
    }
}
