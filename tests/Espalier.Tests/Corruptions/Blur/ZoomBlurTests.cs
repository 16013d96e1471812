using Espalier.Corruptions;
using Espalier.Corruptions.Blur;

namespace Espalier.Tests.Corruptions.Blur;

public sealed class ZoomBlurTests
{
    [Fact]
    public void By_1_nothing_is_enlarged_and_by_2_the_middle_is()
    {
        var plane = new Plane(8, 8).Made((row, column) => row + (10 * column));

        Assert.Equal(plane.Values, CentreZoom.Of(plane, 1).Values);
        var twice = CentreZoom.Of(plane, 2);

        // Four rows and columns, 2 to 5, over eight.
        Assert.Equal(plane[2, 2], twice[0, 0], 1e-5f);
        Assert.Equal(plane[5, 5], twice[7, 7], 1e-5f);
        Assert.Equal(2 + (3 / 7f), twice[1, 0] - 20, 1e-5f);
    }

    [Fact]
    public void An_even_image_stays() =>
        Assert.All(new ZoomBlur().By(Pictures.Even(0.7, height: 13, width: 20), 5).Pixels, value => Assert.Equal(0.7f, value, 1e-5f));
}
