using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

public sealed class MeasurementsTests
{
    [Fact]
    public void What_was_measured_is_not_measured_again_in_this_session_or_a_later_one()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "measured.jsonl");
        var first = Measurements.Open(path);

        Assert.Equal(2.5, first.Of("a", () => 2.5));
        Assert.Equal(2.5, first.Of("a", Never));
        Assert.Equal(0.1 + 0.2, first.Of("b \"quoted\"\n", () => 0.1 + 0.2));
        var later = Measurements.Open(path);

        Assert.Equal(2.5, later.Of("a", Never));
        Assert.Equal(0.1 + 0.2, later.Of("b \"quoted\"\n", Never));
        Assert.Equal(7, later.Of("c", () => 7));
        Assert.Equal([2.5, 0.1 + 0.2, 7], Measurements.Open(path).Values);
    }

    [Fact]
    public void Nothing_is_written_before_something_is_measured()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "measured.jsonl");
        var found = Measurements.Open(path);

        Assert.Throws<OperationCanceledException>(() => found.Of("a", () => throw new OperationCanceledException()));

        Assert.Empty(found.Values);
        Assert.False(File.Exists(path));
        Assert.Equal(1, found.Of("a", () => 1));
    }

    [Fact]
    public void Half_a_line_at_the_end_is_measured_anew()
    {
        using var folder = new TempFolder();
        var path = folder.Write("measured.jsonl", "{\"name\":\"a\",\"value\":1}\n{\"name\":\"b\",\"val"u8);
        var found = Measurements.Open(path);

        Assert.Equal(1, found.Of("a", Never));
        Assert.Equal(2, found.Of("b", () => 2));

        Assert.Equal(["{\"name\":\"a\",\"value\":1}", "{\"name\":\"b\",\"value\":2}"], File.ReadAllLines(path));
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("null\n")]
    [InlineData("{\"name\":\"a\",\"value\":1,\"more\":2}\n")]
    [InlineData("{\"name\":\"a\",\"value\":1}\n{\"name\":\"a\",\"value\":2}\n")]
    public void A_file_that_is_something_else_is_the_callers_fault(string text)
    {
        using var folder = new TempFolder();
        var path = folder.Write("measured.jsonl", System.Text.Encoding.UTF8.GetBytes(text));

        var fault = Assert.Throws<InvalidInputException>(() => Measurements.Open(path));

        Assert.StartsWith($"{path}: is damaged", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private static double Never() => throw new InvalidOperationException("measured again");
}
