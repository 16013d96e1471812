using Espalier.Corruptions.Weather;

namespace Espalier.Tests.Corruptions.Weather;

public sealed class FrostTests
{
    [Theory]
    [InlineData(1, 1.0, 0.2)]
    [InlineData(5, 0.75, 0.45)]
    public void Image_and_ice_are_weighed_as_published(int severity, double image, double ice)
    {
        // On white, which frost of severity 1 cuts off, nothing could be seen: on grey.
        var made = new Frost().By(Pictures.Even(0.4, height: 32, width: 32), severity).Pixels;
        var crystals = made.Select(value => (value - (image * 0.4)) / ice).ToArray();

        Assert.InRange(crystals.Min(), -1e-5, 0.5);
        Assert.InRange(crystals.Max(), 0.8, 1.00001);
    }

    [Fact]
    public void Ice_is_a_little_blue()
    {
        var made = new Frost().By(Pictures.Even(0, channels: 3), 5);

        Assert.True(made.Plane(2).ToArray().Sum() > made.Plane(0).ToArray().Sum());
    }
}
