using Espalier.Attacks;

namespace Espalier.Tests.Attacks;

public sealed class StandingTests
{
    [Fact]
    public void What_is_broken_leaves_and_the_weakest_version_of_the_others_is_kept()
    {
        using var scope = NewDisposeScope();

        // Class 0 while the pixel is below one half.
        using var model = new LinearModel([-1, 0.5], [0, 0]);
        var images = tensor(new[] { 0.1, 1, 0.2, 1, 0.9, 1, 0.3, 1 }, [4, 1, 1, 2]);
        using (var standing = new Standing(model, images, zeros([4], ScalarType.Int64)))
        {
            Assert.Equal([0, 1, 3], standing.Places);

            standing.Offer(tensor(new[] { 0.4, 1, 0.8, 1, 0.05, 1 }, [3, 1, 1, 2]));
            Assert.Equal([0, 3], standing.Places);
            Assert.Equal([0.1, 1, 0.3, 1], standing.Images.data<double>());

            standing.Offer(tensor(new[] { double.NaN, 1, 0.25, 1 }, [2, 1, 1, 2]));
            Assert.Equal([3], standing.Places);

            // An image that was wrong as it was is left alone; one that got farther from the border is not taken.
            Assert.Equal([double.NaN, 1, 0.8, 1, 0.9, 1, 0.3, 1], standing.Result().data<double>());
        }
    }

    [Fact]
    public void It_owns_what_it_made()
    {
        using var scope = NewDisposeScope();
        using var model = new LinearModel([-1, 0.5], [0, 0]);
        var images = tensor(new[] { 0.1, 1, 0.2, 1 }, [2, 1, 1, 2]);
        var labels = zeros([2], ScalarType.Int64);
        var live = LiveTensorsOfThread;

        using (var standing = new Standing(model, images, labels))
        {
            using var moved = images.add(0.7);
            standing.Offer(moved);
            Assert.Equal(1, standing.Count);
        }

        Assert.Equal(live, LiveTensorsOfThread);
    }
}
