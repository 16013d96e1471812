using Espalier.Corruptions;

namespace Espalier.Tests.Corruptions;

public sealed class PlaneTests
{
    private static readonly Plane Row = new(1, 3, [1, 2, 3]);

    [Theory]
    [InlineData((int)Border.Nearest, "1 1 1 1 1 2 3 3 3 3 3")]
    [InlineData((int)Border.Mirror, "3 3 2 1 1 2 3 3 2 1 1")]
    [InlineData((int)Border.MirrorOnce, "1 2 3 2 1 2 3 2 1 2 3")]
    public void Beyond_the_border_lies_what_is_asked_for(int border, string expected) => Assert.Equal(
        expected, string.Join(' ', Enumerable.Range(-4, 11).Select(column => Row.At(0, column, (Border)border))));

    [Fact]
    public void Between_pixels_values_are_linear()
    {
        var plane = new Plane(2, 2, [0, 1, 2, 3]);

        Assert.Equal(1.5f, plane.Between(0.5, 0.5, Border.Nearest));
        Assert.Equal(0.25f, plane.Between(0, 0.25, Border.Nearest));
        Assert.Equal(2.5f, plane.Between(1.75, 0.5, Border.Nearest));
    }

    [Fact]
    public void Colours_weigh_as_television_has_them()
    {
        var picture = new Picture(3, 1, 2, [1, 0, 0, 1, 0, 0]);

        Assert.Equal([0.299f, 0.587f], picture.Grey().Values);
        Assert.Equal([0.75f], new Picture(2, 1, 1, [1, 0.5f]).Grey().Values);
    }

    [Fact]
    public void A_picture_has_as_many_pixels_as_its_size_says() =>
        Assert.Throws<ArgumentException>(() => new Picture(1, 2, 2, new float[3]));
}
