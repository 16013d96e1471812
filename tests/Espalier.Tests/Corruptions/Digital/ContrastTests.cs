using Espalier.Corruptions;
using Espalier.Corruptions.Digital;

namespace Espalier.Tests.Corruptions.Digital;

public sealed class ContrastTests
{
    [Theory]
    [InlineData(1, 0.75)]
    [InlineData(2, 0.5)]
    [InlineData(5, 0.15)]
    public void Every_plane_is_drawn_to_its_mean(int severity, double share)
    {
        var made = new Contrast().By(new Picture(2, 1, 2, [0, 1, 0.2f, 0.4f]), severity).Pixels;

        double[] expected = [0.5 - (0.5 * share), 0.5 + (0.5 * share), 0.3 - (0.1 * share), 0.3 + (0.1 * share)];
        Assert.All(expected.Zip(made), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
