using Espalier.Data;

namespace Espalier.Tests.Data;

public class ChannelStatisticsTests
{
    [Fact]
    public void Mean_and_deviation_are_per_channel_and_in_pixel_units()
    {
        byte[] pixels = [0, 255, /* second channel */ 51, 51, /* next image */ 0, 255, 153, 153];
        var set = new ImageSet("x", new ImageShape(2, 1, 2), ["a"], pixels, new byte[2]);

        var statistics = ChannelStatistics.Of(set);

        Assert.Equal([0.5f, 0.4f], statistics.Mean);
        Assert.Equal([0.5f, 0.2f], statistics.Std);
    }

    [Fact]
    public void A_channel_of_one_value_keeps_a_deviation_that_can_divide()
    {
        var set = new ImageSet("x", new ImageShape(1, 1, 2), ["a"], [7, 7], new byte[1]);

        Assert.Equal([1f], ChannelStatistics.Of(set).Std);
        Assert.Throws<ArgumentException>(() => ChannelStatistics.Of(set.Take(0)));
        Assert.Throws<ArgumentException>(() => new ChannelStatistics([0.5f], [0f]));
        Assert.Throws<ArgumentException>(() => new ChannelStatistics([0.5f], [1f, 1f]));
    }

    [Fact]
    public void Equality_is_by_the_numbers()
    {
        Assert.Equal(new ChannelStatistics([0.5f], [0.2f]), new ChannelStatistics([0.5f], [0.2f]));
        Assert.NotEqual(new ChannelStatistics([0.5f], [0.2f]), new ChannelStatistics([0.5f], [0.3f]));
    }
}
