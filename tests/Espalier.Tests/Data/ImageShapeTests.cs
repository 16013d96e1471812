using Espalier.Data;

namespace Espalier.Tests.Data;

public class ImageShapeTests
{
    [Fact]
    public void Text_survives_the_round_trip()
    {
        var shape = ImageShape.Parse("3x32x28");

        Assert.Equal((3, 32, 28, 3 * 32 * 28), (shape.Channels, shape.Height, shape.Width, shape.Length));
        Assert.Equal("3x32x28", shape.ToString());
        Assert.Equal(new ImageShape(3, 32, 28), shape);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3x32")]
    [InlineData("3x32x32x1")]
    [InlineData("3x0x32")]
    [InlineData("-3x32x32")]
    [InlineData("3 x 32 x 32")]
    [InlineData("3x32xwide")]
    [InlineData("3x65536x65536")]
    [InlineData("99999999999x1x1")]
    public void Text_that_is_no_shape_is_refused_in_one_line(string text)
    {
        var error = Assert.Throws<InvalidInputException>(() => ImageShape.Parse(text));

        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
