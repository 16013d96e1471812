using Espalier.Data;

namespace Espalier.Tests.Data;

public sealed class DataReportTests
{
    private static readonly ImageShape Pixel = new(1, 1, 1);

    [Fact]
    public void Parts_are_counted_by_class_with_the_moments_of_the_training_part()
    {
        var report = DataReport.Of(new Dataset("d", Set("train", [0, 255], [1, 1]), Set("test", [9], [0])) { Validation = Set("val", [3], [1]) });

        Assert.Equal(["train", "val", "test"], report.Parts.Select(part => part.Name));
        Assert.Equal([0, 2], report.Parts[0].PerClass);
        Assert.Equal([1, 0], report.Parts[2].PerClass);
        Assert.Equal((0.5f, 0.5f), (report.Mean[0], report.Std[0]));
        Assert.Equal("1x1x1", report.Shape);
    }

    [Fact]
    public void Equal_images_are_counted_within_and_across_the_parts()
    {
        var train = Set("train", [5, 5, 5, 7, 8], [0, 0, 1, 0, 0]);
        var data = new Dataset("d", train, Set("test", [7, 7, 9], [0, 1, 0])) { Validation = Set("val", [8], [0]) };

        Assert.Equal(new DataDuplicates(InTrain: 2, TestInTrain: 3, OtherLabel: 2), DataDuplicates.Of(data));
    }

    private static ImageSet Set(string name, byte[] pixels, byte[] labels) => new(name, Pixel, ["a", "b"], pixels, labels);
}
