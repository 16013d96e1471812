using Espalier.Data;
using Espalier.Data.Images;

namespace Espalier.Tests.Data.Images;

public sealed class ImageFitterTests
{
    [Theory]
    [InlineData(3, 5)]
    [InlineData(40, 40)]
    [InlineData(64, 9)]
    public void A_plain_image_stays_plain_at_any_size(int height, int width)
    {
        var fitted = Fitted([.. Enumerable.Repeat((byte)93, 20 * 20)], new ImageShape(1, 20, 20), new ImageSize(height, width));

        Assert.All(fitted.Pixels, pixel => Assert.InRange(pixel, 92, 94));
    }

    [Fact]
    public void Reducing_averages_instead_of_picking_pixels()
    {
        byte[] board = [.. Enumerable.Range(0, 32 * 32).Select(i => (byte)(((i % 32) + (i / 32)) % 2 * 255))];

        var fitted = Fitted(board, new ImageShape(1, 32, 32), new ImageSize(8, 8));

        Assert.All(fitted.Pixels, pixel => Assert.InRange(pixel, 110, 145));
    }

    [Fact]
    public void A_ramp_stays_a_ramp()
    {
        byte[] ramp = [.. Enumerable.Range(0, 64).Select(i => (byte)(i * 4))];

        foreach (var width in new[] { 16, 32, 128 })
        {
            var row = Fitted(ramp, new ImageShape(1, 1, 64), new ImageSize(1, width)).Pixels;
            for (var x = 0; x < width; x++)
            {
                Assert.InRange(row[x], ((x + 0.5) * 256 / width) - 2 - 8, ((x + 0.5) * 256 / width) - 2 + 8);
            }
        }
    }

    [Fact]
    public void Colour_becomes_the_brightness_that_television_gives_it()
    {
        var grey = ImageFitter.Fit(Colours(), new DataOptions { Channels = 1 }).Train;

        Assert.Equal([76, 150, 29, 255], grey.Pixels);
        Assert.Equal(new ImageShape(1, 2, 2), grey.Shape);
    }

    [Fact]
    public void Grey_becomes_three_equal_channels_and_all_parts_are_fitted()
    {
        var set = new ImageSet("g", new ImageShape(1, 1, 2), ["a", "b"], [5, 9], [1]);
        var data = new Dataset("g", set, set) { Validation = set };

        var fitted = ImageFitter.Fit(data, new DataOptions { Channels = 3 });

        Assert.All(fitted.Parts(), part => Assert.Equal([5, 9, 5, 9, 5, 9], part.Images.Pixels));
        Assert.Equal(new SizeCount("1x2", 3), Assert.Single(fitted.Findings.Sizes));
    }

    [Fact]
    public void What_fits_is_left_alone() =>
        Assert.Same(Colours().Name, ImageFitter.Fit(Colours(), new DataOptions { Channels = 3, Size = new ImageSize(2, 2) }).Name);

    [Fact]
    public void More_than_fits_into_memory_is_refused() => Assert.Contains(
        "more than 2 GiB",
        Assert.Throws<InvalidInputException>(
            () => ImageFitter.Fit(Samples.Dataset(100, 1), new DataOptions { Size = new ImageSize(16_000, 16_000) })).Message,
        StringComparison.Ordinal);

    private static ImageSet Fitted(byte[] pixels, ImageShape shape, ImageSize size)
    {
        var set = new ImageSet("s", shape, ["a"], pixels, [0]);
        return ImageFitter.Fit(new Dataset("s", set, set), new DataOptions { Size = size }).Train;
    }

    /// <summary>Red, green, blue and white.</summary>
    private static Dataset Colours()
    {
        var set = new ImageSet("c", new ImageShape(3, 2, 2), ["a"], [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255], [0]);
        return new Dataset("c", set, set);
    }
}
