using Espalier.Data;

namespace Espalier.Tests.Data;

public class AugmenterTests
{
    private static readonly ImageShape Shape = new(3, 6, 7);
    private static readonly ChannelStatistics Statistics = new([0.25f, 0.5f, 0.75f], [1, 1, 1]);
    private static readonly byte[] Image = Samples.Numbered(3, Shape).Image(1).ToArray();

    [Fact]
    public void Nothing_on_means_the_pixels_as_they_are()
    {
        var written = Write(Augmentation.None, new Augmenter(Shape, Augmentation.None, Statistics).Draw(new SeededRandom(1)));

        Assert.Equal(Expected((y, x) => (y, x)), written);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, -3)]
    [InlineData(-4, 1)]
    [InlineData(-2, 4)]
    [InlineData(6, 0)]
    [InlineData(0, -9)]
    public void A_crop_shifts_the_image_and_pads_with_black(int shiftY, int shiftX)
    {
        var written = Write(new Augmentation { CropPadding = 9 }, new AugmentationDraw { ShiftY = shiftY, ShiftX = shiftX });

        Assert.Equal(Expected((y, x) => (y + shiftY, x + shiftX)), written);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-3)]
    public void A_flip_mirrors_what_the_crop_left(int shiftX)
    {
        var draw = new AugmentationDraw { ShiftX = shiftX, Flip = true };
        var written = Write(new Augmentation { CropPadding = 4, HorizontalFlip = true }, draw);

        Assert.Equal(Expected((y, x) => (y, Shape.Width - 1 - x + shiftX)), written);
    }

    [Theory]
    [InlineData(4, 3, 3, 16)]
    [InlineData(3, 3, 3, 9)]
    [InlineData(1, 5, 6, 1)]
    [InlineData(4, 0, 0, 4)]
    [InlineData(4, 5, 6, 9)]
    [InlineData(100, 2, 2, 42)]
    public void A_cutout_fills_a_square_clipped_at_the_border_with_the_mean(int size, int centreY, int centreX, int area)
    {
        var written = Write(new Augmentation { Cutout = size }, new AugmentationDraw { CutoutY = centreY, CutoutX = centreX });

        var plain = Expected((y, x) => (y, x));
        var blanked = 0;
        for (var y = 0; y < Shape.Height; y++)
        {
            for (var x = 0; x < Shape.Width; x++)
            {
                var at = ((y * Shape.Width) + x) * 3;
                var (top, left) = (centreY - (size / 2), centreX - (size / 2));
                var inside = y >= top && y < top + size && x >= left && x < left + size;
                Assert.Equal(inside ? Statistics.Mean : plain[at..(at + 3)], written[at..(at + 3)]);
                blanked += inside ? 1 : 0;
            }
        }

        Assert.Equal(area, blanked);
    }

    [Fact]
    public void Draws_cover_their_whole_range_and_no_more()
    {
        var augmenter = new Augmenter(Shape, new Augmentation { CropPadding = 2, HorizontalFlip = true, Cutout = 2 }, Statistics);
        var random = new SeededRandom(1);
        var draws = Enumerable.Range(0, 2000).Select(_ => augmenter.Draw(random)).ToArray();

        Assert.Equal([-2, -1, 0, 1, 2], draws.Select(draw => draw.ShiftY).Distinct().Order());
        Assert.Equal([-2, -1, 0, 1, 2], draws.Select(draw => draw.ShiftX).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 6), draws.Select(draw => draw.CutoutY).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 7), draws.Select(draw => draw.CutoutX).Distinct().Order());
        Assert.InRange(draws.Count(draw => draw.Flip), 900, 1100);
    }

    [Fact]
    public void Options_and_sizes_check_themselves()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Augmentation { CropPadding = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Augmentation { Cutout = 257 });
        Assert.Throws<ArgumentException>(() => new Augmenter(Shape, Augmentation.None, ChannelStatistics.Neutral(1)));
        var augmenter = new Augmenter(Shape, Augmentation.None, Statistics);
        Assert.Throws<ArgumentException>(() => augmenter.Write(Image, default, new float[5]));
    }

    private static float[] Write(Augmentation augmentation, AugmentationDraw draw)
    {
        // Rubbish first: every value must be written.
        var target = Enumerable.Repeat(float.NaN, Shape.Length).ToArray();
        new Augmenter(Shape, augmentation, Statistics).Write(Image, draw, target);
        return target;
    }

    private static float[] Expected(Func<int, int, (int Y, int X)> source)
    {
        var expected = new float[Shape.Length];
        for (var i = 0; i < expected.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, Shape.Channels);
            var (y, x) = source(pixel / Shape.Width, pixel % Shape.Width);
            var inside = y >= 0 && y < Shape.Height && x >= 0 && x < Shape.Width;
            expected[i] = inside ? Image[(((channel * Shape.Height) + y) * Shape.Width) + x] / 255f : 0;
        }

        return expected;
    }
}
