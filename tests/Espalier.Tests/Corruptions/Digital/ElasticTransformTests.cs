using Espalier.Corruptions.Digital;

namespace Espalier.Tests.Corruptions.Digital;

public sealed class ElasticTransformTests
{
    [Fact]
    public void A_map_takes_the_moved_corners_back()
    {
        var picture = Pictures.Even(0, height: 32, width: 40);
        var still = AffineMap.Drawn(picture, 0, new SeededRandom(1));
        var moved = AffineMap.Drawn(picture, 2, new SeededRandom(1));

        Assert.Equal((7.0, 31.0), (Math.Round(still.Source(7, 31).Row, 9), Math.Round(still.Source(7, 31).Column, 9)));

        // A corner was moved by at most 2 in each direction: what lies there now comes from as near.
        var (row, column) = moved.Source(26, 30);
        Assert.InRange(Math.Max(Math.Abs(row - 26), Math.Abs(column - 30)), 0.01, 5);
        var second = moved.Source(27, 30);
        var third = moved.Source(28, 30);
        Assert.Equal(second.Row - row, third.Row - second.Row, 1e-9);
    }

    [Fact]
    public void An_even_image_stays() =>
        Assert.All(new ElasticTransform().By(Pictures.Even(0.3, 3), 3).Pixels, value => Assert.Equal(0.3f, value, 1e-5f));
}
