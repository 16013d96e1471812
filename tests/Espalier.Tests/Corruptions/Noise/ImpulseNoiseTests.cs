using Espalier.Corruptions.Noise;

namespace Espalier.Tests.Corruptions.Noise;

public sealed class ImpulseNoiseTests
{
    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(5, 0.07)]
    public void The_published_share_of_values_is_black_or_white_the_rest_as_it_was(int severity, double share)
    {
        var made = new ImpulseNoise().By(Pictures.Even(0.5, height: 200, width: 200), severity).Pixels;
        var (black, white) = (made.Count(value => value == 0), made.Count(value => value == 1));

        Assert.Equal(made.Length, black + white + made.Count(value => value == 0.5f));
        Assert.Equal(share, (double)(black + white) / made.Length, 0.15 * share);
        Assert.InRange((double)black / (black + white), 0.42, 0.58);
    }
}
