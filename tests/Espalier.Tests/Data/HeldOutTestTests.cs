using Espalier.Data;

namespace Espalier.Tests.Data;

public class HeldOutTestTests
{
    private static readonly ImageSet Images = Samples.Numbered(9, new ImageShape(1, 2, 2));

    [Fact]
    public void It_opens_once()
    {
        var test = new HeldOutTest(Images);

        Assert.Same(Images, test.Open());
        Assert.True(test.IsOpened);
        Assert.Throws<InvalidOperationException>(() => test.Open());
    }

    [Fact]
    public void Count_and_shape_are_known_without_opening()
    {
        var test = new HeldOutTest(Images, limit: 4);

        Assert.Equal((4, Images.Shape, Images.ClassNames), (test.Count, test.Shape, test.ClassNames));
        Assert.False(test.IsOpened);
        Assert.Equal(Images.Labels[..4], test.Open().Labels);
    }

    [Fact]
    public void One_of_many_threads_gets_the_images()
    {
        var test = new HeldOutTest(Images);
        var opened = 0;

        Parallel.For(0, 64, _ =>
        {
            try
            {
                test.Open();
                Interlocked.Increment(ref opened);
            }
            catch (InvalidOperationException)
            {
                // The others are refused.
            }
        });

        Assert.Equal(1, opened);
    }
}
