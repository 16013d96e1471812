using Espalier.Data;
using Espalier.Estimators.ZeroCost;
using Espalier.Spaces;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class ScoringTermsTests
{
    private static readonly NetworkSettings Odd = new() { Channels = 7, Cells = 11, StemStride = 2, Input = new ImageShape(1, 28, 30), Classes = 9 };

    [Fact]
    public void A_size_is_told_so_that_networks_can_be_built_again() => Assert.Equal(Odd, Terms(ScoringTerms.NetworkText(Odd)).Settings());

    [Theory]
    [InlineData("small")]
    [InlineData("0 channels, 5 cells, stem stride 1, 3x32x32, 10 classes")]
    [InlineData("8 channels, 5 cells, stem stride 3, 3x32x32, 10 classes")]
    [InlineData("99999999999 channels, 5 cells, stem stride 1, 3x32x32, 10 classes")]
    [InlineData("8 channels, 5 cells, stem stride 1, 3x99999x99999, 10 classes")]
    [InlineData("8 channels, 5 cells, stem stride 1, 3x32x32, 10 classes, and more")]
    public void What_is_no_size_is_refused(string text) => Assert.Contains(
        "is no size of networks", Assert.Throws<InvalidInputException>(() => Terms(text).Settings()).Message, StringComparison.Ordinal);

    private static ScoringTerms Terms(string network) => new()
    {
        Space = "nas-bench-201",
        Proxies = ["snip"],
        Data = "tiny",
        Network = network,
        Batch = 4,
        Seed = 3,
        Genotypes = "6 drawn",
    };
}
