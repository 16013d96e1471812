using Espalier.Corruptions;
using Espalier.Data;

namespace Espalier.Tests.Data;

public sealed class CorruptedImagesTests
{
    private static readonly ImageShape Shape = new(3, 8, 8);

    [Fact]
    public void An_image_comes_out_the_same_whatever_lies_beside_it()
    {
        var images = NoiseImages.Of(Shape, 10, 1);
        var cell = new CorruptionCell("gaussian-noise", 2);

        var whole = CorruptedImages.Of(images, cell, 7);

        var part = CorruptedImages.Of(images.Select([4, 5, 6]), cell, 7, first: 4);
        Assert.Equal(whole.Image(5), part.Image(1));
        Assert.Equal(images.Labels, whole.Labels);
        Assert.NotEqual(whole.Pixels, images.Pixels);
        Assert.NotEqual(whole.Pixels, CorruptedImages.Of(images, cell, 8).Pixels);
    }

    [Fact]
    public void Levels_are_rounded()
    {
        var images = new ImageSet("two", new ImageShape(1, 1, 2), ["a"], [100, 201], [0]);

        // The mean is 150.5, and 0.75 of the distance from it 37.9.
        Assert.Equal([113, 188], CorruptedImages.Of(images, new CorruptionCell("contrast", 1), 1).Pixels);
    }

    [Fact]
    public void Noise_is_even_and_seeded_and_fewer_are_the_first_of_more()
    {
        var images = NoiseImages.Of(Shape, 50, 3);

        Assert.Equal(images.Take(7).Pixels, NoiseImages.Of(Shape, 7, 3).Pixels);
        Assert.NotEqual(images.Pixels, NoiseImages.Of(Shape, 50, 4).Pixels);
        Assert.InRange(images.Pixels.Average(level => level), 125, 130);
    }

    [Fact]
    public void A_sheet_is_a_png() => Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], CorruptionSheet.Png(NoiseImages.Of(Shape, 1, 1), 3, 1)[..4]);
}
