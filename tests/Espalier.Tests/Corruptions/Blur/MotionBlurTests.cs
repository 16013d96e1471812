using Espalier.Corruptions;
using Espalier.Corruptions.Blur;

namespace Espalier.Tests.Corruptions.Blur;

public sealed class MotionBlurTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(90, 1, 0)]
    [InlineData(-90, -1, 0)]
    [InlineData(45, 1, 1)]
    public void A_point_is_dragged_against_the_direction_with_half_a_normal_distribution(double degrees, int down, int right)
    {
        var point = new Plane(21, 21);
        point[10, 10] = 1;

        var made = MotionFilter.Drag(point, 3, 2, degrees);

        // Diagonal steps of a pixel's length round to the same pixel now and then: their weights add up.
        var line = Enumerable.Range(0, 8).Select(step => made[10 - (step * down), 10 - (step * right)]).ToArray();
        Assert.Equal(1, line.Sum(), 1e-5);
        Assert.Equal(1, made.Values.Sum(), 1e-5);
        if (down * right == 0)
        {
            Assert.Equal(Math.Exp(-0.5 / 4), line[1] / line[0], 1e-5);
            Assert.Equal(0, line[7]);
        }
    }

    [Fact]
    public void The_direction_is_drawn() =>
        Assert.NotEqual(new MotionBlur().By(Pictures.Scene(1, 16, 16, 1), 3).Pixels, new MotionBlur().By(Pictures.Scene(1, 16, 16, 1), 3, seed: 2).Pixels);
}
