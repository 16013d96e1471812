using Espalier.Corruptions.Noise;

namespace Espalier.Tests.Corruptions.Noise;

public sealed class ShotNoiseTests
{
    [Theory]
    [InlineData(1, 500)]
    [InlineData(3, 100)]
    [InlineData(5, 50)]
    public void Values_are_counts_of_photons_with_their_variance(int severity, double photons)
    {
        var made = new ShotNoise().By(Pictures.Even(0.4, height: 100, width: 100), severity).Pixels;

        Assert.All(made, value => Assert.Equal(Math.Round(value * photons), value * photons, 1e-3));
        Assert.Equal(0.4, made.Average(), 0.005);
        Assert.Equal(0.4 / photons, made.Average(value => (value - 0.4) * (value - 0.4)), 0.05 * 0.4 / photons);
    }

    [Fact]
    public void Where_no_light_is_no_photon_comes() => Assert.All(new ShotNoise().By(Pictures.Even(0), 5).Pixels, value => Assert.Equal(0, value));
}
