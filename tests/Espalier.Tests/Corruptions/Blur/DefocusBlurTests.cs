using Espalier.Corruptions.Blur;

namespace Espalier.Tests.Corruptions.Blur;

public sealed class DefocusBlurTests
{
    [Fact]
    public void A_point_becomes_a_disk()
    {
        var made = new DefocusBlur().By(Pictures.Point(9, 9, 4, 4), 5);

        // Within 1.5 pixels are the nine around; 0.1 of softness carries nothing beyond them.
        Assert.Equal(1, made.Pixels.Sum(), 1e-5);
        for (var row = 0; row < 9; row++)
        {
            for (var column = 0; column < 9; column++)
            {
                Assert.Equal(Math.Abs(row - 4) <= 1 && Math.Abs(column - 4) <= 1 ? 1 / 9f : 0, made.Pixels[(row * 9) + column], 1e-5f);
            }
        }
    }

    [Fact]
    public void An_even_image_stays() =>
        Assert.All(new DefocusBlur().By(Pictures.Even(0.3, 3), 4).Pixels, value => Assert.Equal(0.3f, value, 1e-5f));
}
