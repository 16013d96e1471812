using Espalier.Attacks.RandomSearch;

namespace Espalier.Tests.Attacks.RandomSearch;

public sealed class SquareScheduleTests
{
    [Theory]
    [InlineData(0, 10_000, 0.8)]
    [InlineData(10, 10_000, 0.8)]
    [InlineData(11, 10_000, 0.4)]
    [InlineData(51, 10_000, 0.2)]
    [InlineData(9_999, 10_000, 0.8 / 512)]
    [InlineData(5, 5_000, 0.8)]
    [InlineData(6, 5_000, 0.4)]
    [InlineData(4_999, 5_000, 0.8 / 512)]
    [InlineData(50, 100, 0.8 / 128)]
    public void The_share_halves_where_the_paper_says_stretched_to_the_queries(int query, int queries, double expected) =>
        Assert.Equal(expected, SquareSchedule.Share(query, queries), 1e-12);

    [Theory]
    [InlineData(0.8, 28, 28, 1, 25)]
    [InlineData(0.0001, 28, 28, 1, 1)]
    [InlineData(0.0001, 28, 28, 3, 3)]
    [InlineData(0.8, 4, 40, 3, 4)]
    [InlineData(0.8, 2, 40, 3, 2)]
    public void A_side_fits_the_image(double share, long height, long width, int least, int expected) =>
        Assert.Equal(expected, SquareSchedule.Side(share, height, width, least));
}
