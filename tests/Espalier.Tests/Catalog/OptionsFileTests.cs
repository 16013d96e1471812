using System.Text;
using Espalier.Catalog;
using Espalier.Tests.Data;

namespace Espalier.Tests.Catalog;

public sealed class OptionsFileTests
{
    private enum Shape
    {
        Round,
        AlmostRound,
    }

    [Fact]
    public void Values_are_read_as_they_are_given_by_set()
    {
        var values = Read("""{"rate": 1e-3, "steps-per-epoch": 7, "shape": "almost-round", "name": "a,\u0062", "flag": true, "bound": 2.50}""");

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["rate"] = "1e-3",
                ["steps-per-epoch"] = "7",
                ["shape"] = "almost-round",
                ["name"] = "a,b",
                ["flag"] = "true",
                ["bound"] = "2.50",
            },
            values);
        Assert.Equal(
            new Sample { Rate = 1e-3, StepsPerEpoch = 7, Shape = Shape.AlmostRound, Name = "a,b", Flag = true, Bound = 2.5 },
            OptionsBinder.Bind(typeof(Sample), values, "test"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" { } \n")]
    [InlineData("\uFEFF{}")]
    public void A_file_may_say_nothing(string text) => Assert.Empty(Read(text));

    [Theory]
    [InlineData("{\"Rate\": 1}", "line 1, column 2: no option \"Rate\"; there are bound, flag, name, rate, shape, steps-per-epoch")]
    [InlineData("{\"rate\": 1,\n \"rate\": 1}", "line 2, column 2: \"rate\" is given twice")]
    [InlineData("{\"rate\": 1,\n \"r\\u0061te\": 1}", "line 2, column 2: \"rate\" is given twice")]
    [InlineData("{\"rate\": \"1\"}", "line 1, column 2: \"rate\": a number is needed, not a string")]
    [InlineData("{\"flag\": \"true\"}", "\"flag\": true or false is needed, not a string")]
    [InlineData("{\"shape\": 1}", "\"shape\": a string is needed, not a number")]
    [InlineData("{\"name\": null}", "\"name\": a string is needed, not null; leave the option out")]
    [InlineData("{\"bound\": null}", "\"bound\": a number is needed, not null")]
    [InlineData("{\"rate\": [1, {\"rate\": 2}]}", "\"rate\": a number is needed, not an array")]
    [InlineData("{\"name\": {\"name\": \"a\"}}", "\"name\": a string is needed, not an object")]
    [InlineData("{\"rate\": -1}", "line 1, column 2: \"rate\": -1: at least 0")]
    [InlineData("{\"shape\": \"Round\"}", "\"shape\": Round: one of round, almost-round is needed")]
    [InlineData("{\"steps-per-epoch\": 1.5}", "\"steps-per-epoch\": 1.5: ")]
    [InlineData("{\"steps-per-epoch\": 99999999999}", "\"steps-per-epoch\": 99999999999: ")]
    [InlineData("{\"name\": \"\\ud800\"}", "the string has a sign that is none")]
    [InlineData("{\"\\ud800\": 1}", "has a sign that is none")]
    [InlineData("[]", "line 1, column 1: one object is needed")]
    [InlineData("\n 1", "line 2, column 2: one object is needed")]
    [InlineData("", "is no JSON")]
    [InlineData("{\"rate\": 1,}", "line 1, column 12: is no JSON")]
    [InlineData("{\"rate\": 1} {}", "line 1, column 13: is no JSON")]
    [InlineData("{// why\n\"rate\": 1}", "line 1, column 2: is no JSON")]
    [InlineData("{\"rate\": NaN}", "is no JSON")]
    [InlineData("{\"rate\": 1", "is no JSON")]
    public void Anything_else_is_told_with_its_place(string text, string words)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Read(text));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.DoesNotContain("Parameter", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_together_those_before_the_text_breaks_off_too()
    {
        var fault = Assert.Throws<InvalidInputException>(() => Read("{\n\"rate\": -1,\n\"sped\": 2,\n\"flag\": true,\n\"shape\": 3,\n\"name\": \"a\" x"));

        Assert.Contains("line 2, column 1: \"rate\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 3, column 1: no option \"sped\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 5, column 1: \"shape\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 6, column 13: is no JSON", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"flag\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_faults_the_rest_is_counted()
    {
        var text = $"{{{string.Join(", ", Enumerable.Range(0, 50).Select(i => $"\"x{i}{new string('y', 500)}\": 1"))}}}";

        var fault = Assert.Throws<InvalidInputException>(() => Read(text));

        Assert.Contains("; and 30 faults more;", fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 1000, 6000);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_files_that_are_too_long_or_not_there_are_told()
    {
        using var folder = new TempFolder();

        Assert.Contains("byte 3 is no UTF-8", Fault(folder.Write("a.json", [(byte)'{', (byte)'"', 0xff])), StringComparison.Ordinal);
        Assert.Contains("more than 1048576 bytes", Fault(folder.Write("b.json", new byte[(1 << 20) + 1])), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Fault(Path.Combine(folder.Path, "c.json")), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Fault(folder.Path), StringComparison.Ordinal);

        static string Fault(string path) => Assert.Throws<InvalidInputException>(() => OptionsFile.Read(typeof(Sample), path)).Message;
    }

    private static IReadOnlyDictionary<string, string> Read(string text)
    {
        using var folder = new TempFolder();
        return OptionsFile.Read(typeof(Sample), folder.Write("options.json", Encoding.UTF8.GetBytes(text)));
    }

    private sealed record Sample
    {
        public double Rate
        {
            get;
            init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Rate), value, "at least 0");
        }

        public int StepsPerEpoch { get; init; }

        public Shape Shape { get; init; }

        public bool Flag { get; init; }

        public double? Bound { get; init; }

        public string Name { get; init; } = "plain";
    }
}
