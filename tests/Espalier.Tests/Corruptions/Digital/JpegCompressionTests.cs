using Espalier.Corruptions;
using Espalier.Corruptions.Digital;

namespace Espalier.Tests.Corruptions.Digital;

public sealed class JpegCompressionTests
{
    [Fact]
    public void Tables_scale_as_every_encoder_scales_them()
    {
        Assert.Equal(JpegBlocks.Luminance, JpegBlocks.At(JpegBlocks.Luminance, 50));
        Assert.All(JpegBlocks.At(JpegBlocks.Chrominance, 100), multiple => Assert.Equal(1, multiple));
        Assert.Equal([6, 4, 4, 6, 10, 16, 20, 24], JpegBlocks.At(JpegBlocks.Luminance, 80)[..8]);
        Assert.Equal(20, JpegBlocks.At(JpegBlocks.Luminance, 40)[0]);
    }

    [Fact]
    public void At_quality_100_a_grey_image_is_within_a_level_and_colours_where_they_are_even()
    {
        var grey = Pictures.Scene(1, 28, 28, 4);
        Assert.All(grey.Pixels.Zip(JpegCompression.At(grey, 100).Pixels), pair => Assert.Equal(pair.First, pair.Second, 2.01f / 255));
        var colour = Pictures.Of(3, 12, 20, (channel, _, _) => 0.2 + (0.3 * channel));
        Assert.All(colour.Pixels.Zip(JpegCompression.At(colour, 100).Pixels), pair => Assert.Equal(pair.First, pair.Second, 2.01f / 255));
    }

    [Fact]
    public void A_block_of_one_wave_keeps_the_multiple_nearest_to_it()
    {
        // The lowest wave across, of amplitude 40: its coefficient is 40 * 8 / 2 * cos(pi / 16) ... in the orthonormal transform sqrt(8) * sqrt(8 / 2) * 40.
        var wave = new Plane(8, 8).Made((_, column) => (float)(128 + (40 * Math.Cos(((2 * column) + 1) * Math.PI / 16))));
        var multiples = Enumerable.Repeat(1, 64).ToArray();
        multiples[1] = 100;

        var made = JpegBlocks.Rounded(wave, multiples);

        // sqrt(8) * 2 * 40 = 226.3, which rounds to 200.
        var kept = 200 / (Math.Sqrt(8) * 2);
        for (var column = 0; column < 8; column++)
        {
            Assert.Equal(128 + (kept * Math.Cos(((2 * column) + 1) * Math.PI / 16)), made[3, column], 1.01);
        }
    }

    [Fact]
    public void Colours_lose_more_than_brightness()
    {
        // Stripes of two colours as bright as each other: half the size holds no stripes of a pixel.
        var stripes = Pictures.Of(3, 16, 16, (channel, _, column) => (channel, column % 2) switch { (0, 0) => 0.8, (1, 1) => 0.4075, _ => 0 });

        var made = JpegCompression.At(stripes, 100);

        Assert.InRange(Math.Abs(made.Pixels[0] - made.Pixels[1]), 0, 0.1);
    }
}
