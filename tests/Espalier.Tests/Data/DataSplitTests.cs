using Espalier.Data;

namespace Espalier.Tests.Data;

public class DataSplitTests
{
    [Theory]
    [InlineData(0, 0.5, 50, 50)]
    [InlineData(0, 0.0, 100, 0)]
    [InlineData(40, 0.25, 30, 10)]
    [InlineData(3, 0.5, 1, 2)]
    public void Parts_have_the_sizes_asked_for_and_share_no_image(int images, double fraction, int train, int validation)
    {
        var options = new SplitOptions { TrainImages = images, ValidationFraction = fraction };
        var split = new DataSplit(Samples.Dataset(100, 30), options, seed: 3);

        Assert.Equal((train, validation), (split.Train.Count, split.Validation.Count));
        int[] all = [.. split.TrainIndices.Span, .. split.ValidationIndices.Span];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all, Numbers(split.Train).Concat(Numbers(split.Validation)));
    }

    [Fact]
    public void The_seed_decides_the_parts()
    {
        var dataset = Samples.Dataset(100, 30);
        var options = new SplitOptions();

        Assert.Equal(Numbers(new DataSplit(dataset, options, 3).Train), Numbers(new DataSplit(dataset, options, 3).Train));
        Assert.NotEqual(Numbers(new DataSplit(dataset, options, 3).Train), Numbers(new DataSplit(dataset, options, 4).Train));
    }

    [Fact]
    public void Fewer_images_are_a_part_of_more_images()
    {
        var dataset = Samples.Dataset(100, 30);
        var few = new DataSplit(dataset, new SplitOptions { TrainImages = 20, ValidationFraction = 0 }, 3);
        var many = new DataSplit(dataset, new SplitOptions { TrainImages = 60, ValidationFraction = 0 }, 3);

        Assert.Equal(Numbers(few.Train), Numbers(many.Train).Take(20));
    }

    [Fact]
    public void The_test_part_is_shut_and_keeps_the_first_images()
    {
        var split = new DataSplit(Samples.Dataset(100, 30), new SplitOptions { TestImages = 7 }, 3);

        Assert.False(split.Test.IsOpened);
        Assert.Equal(7, split.Test.Count);
        Assert.Equal(Enumerable.Range(0, 7), Numbers(split.Test.Open()));
    }

    [Fact]
    public void Statistics_come_from_the_training_part_alone()
    {
        var split = new DataSplit(Samples.Dataset(100, 30), new SplitOptions(), 3);

        Assert.Equal(split.Train.Pixels.Average(value => value / 255.0), split.Statistics.Mean[0], 1e-6);
        Assert.NotEqual(split.Validation.Pixels.Average(value => value / 255.0), split.Statistics.Mean[0], 1e-6);
    }

    [Theory]
    [InlineData(101, 0, 0.5, "101 training images")]
    [InlineData(0, 31, 0.5, "31 test images")]
    [InlineData(1, 0, 0.5, "cannot be parted")]
    [InlineData(2, 0, 0.1, "cannot be parted")]
    public void What_cannot_be_had_is_refused_in_one_line(int train, int test, double fraction, string expected)
    {
        var options = new SplitOptions { TrainImages = train, TestImages = test, ValidationFraction = fraction };

        var error = Assert.Throws<InvalidInputException>(() => new DataSplit(Samples.Dataset(100, 30), options, 3));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Options_check_themselves()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitOptions { TrainImages = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitOptions { TestImages = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitOptions { ValidationFraction = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitOptions() with { ValidationFraction = double.NaN });
    }

    private static IEnumerable<int> Numbers(ImageSet set) => Enumerable.Range(0, set.Count).Select(i => Samples.Number(set, i));
}
