using Espalier.Corruptions.Noise;

namespace Espalier.Tests.Corruptions.Noise;

public sealed class GaussianNoiseTests
{
    [Theory]
    [InlineData(1, 0.04)]
    [InlineData(3, 0.08)]
    [InlineData(5, 0.10)]
    public void The_deviation_is_the_published_one(int severity, double deviation)
    {
        var made = new GaussianNoise().By(Pictures.Even(0.5, height: 100, width: 100), severity).Pixels;

        Assert.Equal(0.5, made.Average(), 0.005);
        Assert.Equal(deviation, Math.Sqrt(made.Average(value => (value - 0.5) * (value - 0.5))), 0.03 * deviation);
    }
}
