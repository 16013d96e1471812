using Espalier.Corruptions;
using Espalier.Corruptions.Digital;

namespace Espalier.Tests.Corruptions.Digital;

public sealed class BrightnessTests
{
    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(4, 0.2)]
    [InlineData(5, 0.3)]
    public void Grey_rises_by_the_published_amount_until_it_is_white(int severity, double rise)
    {
        var made = new Brightness().By(new Picture(1, 1, 4, [0, 0.25f, 0.5f, 0.9f]), severity).Pixels;

        double[] expected = [rise, 0.25 + rise, 0.5 + rise, Math.Min(1, 0.9 + rise)];
        Assert.All(expected.Zip(made), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Colours_keep_hue_and_saturation()
    {
        var made = new Brightness().By(new Picture(3, 1, 1, [0.5f, 0.25f, 0]), 4).Pixels;

        Assert.Equal([0.7, 0.35, 0], made.Select(value => Math.Round(value, 6)));
    }
}
