using Espalier.Supernets;

namespace Espalier.Tests.Supernets;

public sealed class SupernetFormTests
{
    [Theory]
    [InlineData(4, 16, 4)]
    [InlineData(4, 18, 3)]
    [InlineData(4, 2, 2)]
    [InlineData(4, 1, 1)]
    [InlineData(4, 7, 1)]
    [InlineData(8, 12, 6)]
    [InlineData(1, 12, 1)]
    public void The_share_is_the_largest_that_divides_the_width(int asked, int channels, int expected) =>
        Assert.Equal(expected, new SupernetForm { PartialChannels = asked }.ShareOf(channels));

    [Fact]
    public void Less_than_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SupernetForm { PartialChannels = 0 });

    [Fact]
    public void Forms_are_equal_by_what_they_say()
    {
        Assert.Equal(SupernetForm.Plain, new SupernetForm());
        Assert.NotEqual(SupernetForm.Plain, new SupernetForm { EdgeNormalisation = true });
    }
}
