using Espalier.Corruptions.Blur;

namespace Espalier.Tests.Corruptions.Blur;

public sealed class GlassBlurTests
{
    [Fact]
    public void A_pixel_is_one_of_four_where_the_blur_is_none()
    {
        // A deviation of 0.05 pixels is no blur at all; and every pixel has a value of its own.
        var picture = Pictures.Of(1, 16, 16, (_, row, column) => ((row * 16) + column) / 256.0);

        var made = new GlassBlur().By(picture, 1);

        var met = new HashSet<int>();
        for (var place = 0; place < 256; place++)
        {
            var back = place - (int)Math.Round(made.Pixels[place] * 256);
            Assert.Contains(back, new[] { 0, 1, 16, 17 });
            Assert.True(back == 0 || (place / 16 > 1 && place % 16 > 1), "the border stays");
            met.Add(back);
        }

        Assert.Equal(4, met.Count);
    }

    [Fact]
    public void The_planes_of_a_pixel_stay_together()
    {
        var picture = Pictures.Of(2, 12, 12, (channel, row, column) => Math.Abs(channel - (((row * 12) + column) / 144.0)));

        var made = new GlassBlur().By(picture, 1);

        Assert.All(made.Plane(0).ToArray().Zip(made.Plane(1).ToArray()), pair => Assert.Equal(1, pair.First + pair.Second, 1e-6f));
    }
}
