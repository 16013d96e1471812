using System.Text.Json;
using Espalier.Data;
using Espalier.Studies;

namespace Espalier.Tests.Data;

public sealed class ImageSizeTests
{
    [Theory]
    [InlineData("32", 32, 32)]
    [InlineData("28x36", 28, 36)]
    [InlineData("1x16384", 1, 16384)]
    public void Rows_come_first_and_one_number_is_a_square(string text, int height, int width)
    {
        var size = ImageSize.Parse(text, "size");

        Assert.Equal(new ImageSize(height, width), size);
        Assert.Equal(size, ImageSize.Parse(size.ToString(), "size"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("32x")]
    [InlineData("32X32")]
    [InlineData("1x2x3")]
    [InlineData("16385")]
    [InlineData("99999999999")]
    [InlineData("1e3")]
    public void Anything_else_is_refused(string text)
    {
        var error = Assert.Throws<InvalidInputException>(() => ImageSize.Parse(text, "size"));

        Assert.StartsWith($"size '{text}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_stored_with_the_options_of_a_run()
    {
        var options = new DataOptions { Size = new ImageSize(4, 5), Channels = 1, Label = "x", TestFraction = 0.25, SkipUnreadable = true };

        var read = StudyJson.Read<DataOptions>(JsonSerializer.Serialize(options, StudyJson.Line), "here", "mend");

        Assert.Equal(options, read);
        Assert.Throws<InvalidInputException>(() => StudyJson.Read<DataOptions>("{\"size\":{\"height\":0,\"width\":3}}", "here", "mend"));
        Assert.Throws<InvalidInputException>(() => StudyJson.Read<DataOptions>("{\"channels\":2}", "here", "mend"));
        Assert.Throws<InvalidInputException>(() => StudyJson.Read<DataOptions>("{\"testFraction\":\"NaN\"}", "here", "mend"));
    }
}
