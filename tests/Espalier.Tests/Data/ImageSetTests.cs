using Espalier.Data;

namespace Espalier.Tests.Data;

public class ImageSetTests
{
    private static readonly ImageShape Shape = new(1, 2, 3);

    [Fact]
    public void Selection_copies_pixels_and_labels_in_the_order_asked_for()
    {
        var set = Samples.Numbered(8, Shape, classes: 3);

        var selected = set.Select([5, 0, 5]);

        Assert.Equal([2, 0, 2], selected.Labels);
        Assert.Equal([5, 0, 5], Enumerable.Range(0, 3).Select(i => Samples.Number(selected, i)));
    }

    [Fact]
    public void Taking_keeps_the_front_and_never_more_than_there_is()
    {
        var set = Samples.Numbered(8, Shape);

        Assert.Equal(set.Pixels[..(3 * Shape.Length)], set.Take(3).Pixels);
        Assert.Same(set, set.Take(9));
        Assert.Equal(0, set.Take(0).Count);
    }

    [Fact]
    public void Sizes_that_disagree_and_labels_without_a_class_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ImageSet("x", Shape, ["a", "b"], new byte[11], new byte[2]));
        var error = Assert.Throws<ArgumentException>(() => new ImageSet("x", Shape, ["a", "b"], new byte[12], [1, 2]));
        Assert.Contains("Label 2 of image 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.Numbered(2, Shape).Select([2]));
    }

    [Fact]
    public void A_dataset_of_sets_that_do_not_match_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Dataset("x", Samples.Numbered(2, Shape), Samples.Numbered(2, new ImageShape(1, 3, 2))));
}
