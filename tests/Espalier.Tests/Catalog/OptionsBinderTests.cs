using Espalier.Catalog;

namespace Espalier.Tests.Catalog;

public sealed class OptionsBinderTests
{
    private enum Shape
    {
        Round,
        AlmostRound,
    }

    [Fact]
    public void Values_are_read_by_kebab_case_names()
    {
        var options = Bind(
            ("rate", "1e-3"), ("steps-per-epoch", "7"), ("shape", "almost-round"), ("name", "a,b"), ("flag", "true"), ("bound", "2.5"));

        Assert.Equal(
            new Sample { Rate = 1e-3, StepsPerEpoch = 7, Shape = Shape.AlmostRound, Name = "a,b", Flag = true, Bound = 2.5 }, options);
    }

    [Fact]
    public void What_is_not_given_keeps_its_default() => Assert.Equal(new Sample { StepsPerEpoch = 7 }, Bind(("steps-per-epoch", "7")));

    [Theory]
    [InlineData("Rate", "1")]
    [InlineData("stepsperepoch", "1")]
    [InlineData("read-only", "1")]
    [InlineData("", "1")]
    public void Another_name_is_an_error_that_lists_the_names(string name, string value)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Bind((name, value)));

        Assert.Equal($"test: no option '{name}'; its options are bound, flag, name, rate, shape, steps-per-epoch, when", fault.Message);
    }

    [Theory]
    [InlineData("rate", "fast")]
    [InlineData("rate", "0,5")]
    [InlineData("rate", "-1")]
    [InlineData("rate", "NaN")]
    [InlineData("steps-per-epoch", "1.5")]
    [InlineData("steps-per-epoch", "99999999999")]
    [InlineData("shape", "AlmostRound")]
    [InlineData("shape", "1")]
    [InlineData("flag", "yes")]
    [InlineData("bound", "")]
    [InlineData("when", "12:00")]
    public void A_value_that_is_not_accepted_is_named_on_one_line(string name, string value)
    {
        var fault = Assert.Throws<InvalidInputException>(() => Bind((name, value)));

        Assert.StartsWith($"test: {name}='{value}': ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.DoesNotContain("Parameter '", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_enumeration_says_what_it_takes() =>
        Assert.Contains("one of round, almost-round", Assert.Throws<InvalidInputException>(() => Bind(("shape", "square"))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void All_faults_are_told_together()
    {
        var fault = Assert.Throws<InvalidInputException>(() => Bind(("rate", "-1"), ("sped", "2"), ("shape", "square"), ("flag", "true")));

        Assert.Contains("rate='-1'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("no option 'sped'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("shape='square'", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("flag='", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_printed_as_they_would_be_given()
    {
        var defaults = OptionsBinder.Defaults(typeof(Sample));

        Assert.Equal("0.5", defaults["rate"]);
        Assert.Equal("3", defaults["steps-per-epoch"]);
        Assert.Equal("round", defaults["shape"]);
        Assert.Equal("false", defaults["flag"]);
        Assert.Equal("-", defaults["bound"]);
        Assert.Equal("plain", defaults["name"]);
        Assert.Equal(new Sample(),
            Bind([.. defaults.Where(pair => pair.Value != "-" && pair.Key != "when").Select(pair => (pair.Key, pair.Value))]));
    }

    private static Sample Bind(params (string Name, string Value)[] values) =>
        (Sample)OptionsBinder.Bind(typeof(Sample), values.ToDictionary(pair => pair.Name, pair => pair.Value), "test");

    private sealed record Sample
    {
        public double Rate
        {
            get;
            init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Rate), value, "at least 0");
        } = 0.5;

        public int StepsPerEpoch { get; init; } = 3;

        public Shape Shape { get; init; }

        public bool Flag { get; init; }

        public double? Bound { get; init; }

        public string Name { get; init; } = "plain";

        public TimeSpan When { get; init; }

        public int ReadOnly => StepsPerEpoch;
    }
}
