using Espalier.Corruptions.Digital;

namespace Espalier.Tests.Corruptions.Digital;

public sealed class PixelateTests
{
    [Fact]
    public void Four_pixels_become_three_the_middle_one_the_mean_of_two()
    {
        var made = new Pixelate().By(Pictures.Of(1, 4, 4, (_, _, column) => new[] { 0, 0.2, 0.6, 1 }[column]), 4);

        Assert.Equal([0, 0.4, 0.4, 1], made.Pixels[..4].Select(value => Math.Round(value, 6)));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 28)]
    [InlineData(3, 27)]
    [InlineData(4, 24)]
    [InlineData(5, 20)]
    public void Of_32_columns_as_many_different_ones_stay_as_published(int severity, int columns)
    {
        var made = new Pixelate().By(Pictures.Of(1, 32, 32, (_, _, column) => column / 32.0), severity);

        Assert.Equal(columns, made.Pixels[..32].Distinct().Count());
    }
}
