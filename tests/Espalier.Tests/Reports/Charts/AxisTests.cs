using Espalier.Reports.Charts;

namespace Espalier.Tests.Reports.Charts;

public sealed class AxisTests
{
    [Theory]
    [InlineData(new[] { 10_200.0, 45_650 }, "10k 20k 30k 40k 50k")]
    [InlineData(new[] { 0.61, 0.934 }, "0.6 0.7 0.8 0.9 1.0")]
    [InlineData(new[] { 1_100_000.0, 2_900_000 }, "1.0M 1.5M 2.0M 2.5M 3.0M")]
    [InlineData(new[] { -0.3, 0.3 }, "-0.4 -0.2 0.0 0.2 0.4")]
    [InlineData(new[] { 3.0, 97 }, "0 20 40 60 80 100")]
    [InlineData(new[] { 0.0, 0.001, double.NaN, double.PositiveInfinity }, "0.0000 0.0002 0.0004 0.0006 0.0008 0.0010")]
    public void Ticks_are_round_and_hold_the_values(double[] values, string labels)
    {
        var axis = Axis.Around("x", values);

        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(axis.Label)));
        Assert.All(values.Where(double.IsFinite), value => Assert.InRange(axis.At(value), 0, 1));
    }

    [Theory]
    [InlineData(5.0, 5.0)]
    [InlineData(0.0, 0.0)]
    [InlineData(1000.0, 1000.001)]
    [InlineData(1e-320, 1e-319)]
    public void What_hardly_varies_lies_in_the_middle(double low, double high)
    {
        var axis = Axis.Around("x", [low, high]);

        Assert.InRange(axis.At(low), 0.2, 0.8);
        Assert.InRange(axis.Ticks.Count(), 2, 8);
    }

    [Fact]
    public void Nothing_is_drawn_beyond_what_can_be() =>
        Assert.Equal((0.0, 100.0), (Axis.Around("%", [1, 99.9], 0, 100).Low, Axis.Around("%", [1, 99.9], 0, 100).High));

    [Theory]
    [InlineData(1, 1, "1 2")]
    [InlineData(0, 4, "0 1 2 3 4")]
    [InlineData(1, 600, "200 400 600")]
    public void Epochs_are_whole(double low, double high, string labels)
    {
        var axis = Axis.Whole("epoch", low, high);

        Assert.Equal(labels, string.Join(' ', axis.Ticks.Select(axis.Label)));
    }

    [Fact]
    public void Without_values_there_is_an_axis_all_the_same() => Assert.NotEmpty(Axis.Around("x", [double.NaN]).Ticks);
}
