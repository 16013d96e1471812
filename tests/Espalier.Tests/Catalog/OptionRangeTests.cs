using Espalier.Catalog;

namespace Espalier.Tests.Catalog;

public sealed class OptionRangeTests
{
    private delegate double Check(double value, string name = "Rate");

    public static TheoryData<string, double[], double[], string> Ranges => new()
    {
        { "at-least-one", [1, 1.5, 1e300], [0.999, -1], "at least 1" },
        { "not-negative", [0, 1e300], [-1e-300], "at least 0" },
        { "positive", [1e-300, 1e300], [0, -1], "above 0" },
        { "part", [1e-300, 1], [0, 1.001], "above 0 and at most 1" },
        { "share", [0, 1], [-0.001, 1.001], "from 0 to 1" },
        { "below-one", [0, 0.999], [-0.001, 1], "from 0 to below 1" },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_value_in_its_range_passes_and_any_other_is_told_with_range_and_name(string range, double[] inside, double[] outside, string told)
    {
        Check check = range switch
        {
            "at-least-one" => OptionRange.AtLeastOne,
            "not-negative" => OptionRange.NotNegative,
            "positive" => OptionRange.Positive,
            "part" => OptionRange.Part,
            "share" => OptionRange.Share,
            _ => OptionRange.BelowOne,
        };

        Assert.All(inside, value => Assert.Equal(value, check(value)));
        Assert.All([.. outside, double.NaN, double.PositiveInfinity, double.NegativeInfinity], value =>
        {
            var fault = Assert.Throws<ArgumentOutOfRangeException>(() => check(value));
            Assert.Equal("Rate", fault.ParamName);
            Assert.StartsWith(told, fault.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(1, 2, false)]
    [InlineData(0, 0, true)]
    [InlineData(-1, 0, false)]
    public void A_whole_number_is_at_least_what_is_asked(int value, int least, bool passes)
    {
        if (passes)
        {
            Assert.Equal(value, OptionRange.AtLeast(value, least));
            return;
        }

        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => OptionRange.AtLeast(value, least));
        Assert.StartsWith($"at least {least}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_is_that_of_the_option_that_is_set() =>
        Assert.Equal("Rounds", Assert.Throws<ArgumentOutOfRangeException>(() => new Sample { Rounds = 0 }).ParamName);

    private sealed record Sample
    {
        internal int Rounds { get; init => field = OptionRange.AtLeastOne(value); } = 1;
    }
}
