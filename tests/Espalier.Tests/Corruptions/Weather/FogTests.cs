using Espalier.Corruptions.Weather;

namespace Espalier.Tests.Corruptions.Weather;

public sealed class FogTests
{
    [Theory]
    [InlineData(32, 32)]
    [InlineData(28, 28)]
    [InlineData(5, 40)]
    [InlineData(1, 1)]
    public void Clouds_reach_from_0_to_1_and_are_alike_nearby(int height, int width)
    {
        var clouds = PlasmaField.Of(height, width, 3, new SeededRandom(1));

        Assert.InRange(clouds.Values.Min(), 0, 1);
        Assert.InRange(clouds.Values.Max(), 0, 1);
        if (height == 32)
        {
            Assert.Equal((0f, 1f), (clouds.Values.Min(), clouds.Values.Max()));
            var step = Enumerable.Range(0, 31).Average(column => Math.Abs(clouds[7, column + 1] - clouds[7, column]));
            Assert.InRange(step, 0, 0.1);
        }
    }

    [Fact]
    public void Clouds_are_added_and_the_whole_is_darkened_by_as_much()
    {
        var made = new Fog().By(Pictures.Even(0.6, height: 32, width: 32), 4);

        // (0.6 + cloud) * 0.6 / 1.6, of clouds from 0 to 1.
        Assert.Equal(0.6f * 0.6f / 1.6f, made.Pixels.Min(), 1e-5f);
        Assert.Equal(0.6f, made.Pixels.Max(), 1e-5f);
    }

    [Fact]
    public void The_planes_meet_the_same_clouds()
    {
        var made = new Fog().By(Pictures.Even(0.5, channels: 3), 2);

        Assert.Equal(made.Plane(0).ToArray(), made.Plane(2).ToArray());
    }
}
