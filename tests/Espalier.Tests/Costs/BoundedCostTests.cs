using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class BoundedCostTests
{
    // L = 10, U = 20; one row per side of every kink and per kink.
    [Theory]
    [InlineData(BoundMode.None, 5, 5, 1)]
    [InlineData(BoundMode.Ceiling, 19, 0, 0)]
    [InlineData(BoundMode.Ceiling, 20, 0, 0)]
    [InlineData(BoundMode.Ceiling, 23, 3, 1)]
    [InlineData(BoundMode.Floor, 9, 10, 0)]
    [InlineData(BoundMode.Floor, 10, 10, 0)]
    [InlineData(BoundMode.Floor, 11, 11, 1)]
    [InlineData(BoundMode.Band, 8, 2, -1)]
    [InlineData(BoundMode.Band, 10, 0, 0)]
    [InlineData(BoundMode.Band, 15, 0, 0)]
    [InlineData(BoundMode.Band, 20, 0, 0)]
    [InlineData(BoundMode.Band, 23, 3, 1)]
    [InlineData(BoundMode.Abs, 8, 2, -1)]
    [InlineData(BoundMode.Abs, 10, 0, 0)]
    [InlineData(BoundMode.Abs, 13, 3, 1)]
    [InlineData(BoundMode.AuthorsHingeBelow, 7, 3, -1)]
    [InlineData(BoundMode.AuthorsHingeBelow, 9, 1, 0)]
    [InlineData(BoundMode.AuthorsHingeBelow, 9.5, 1, 0)]
    [InlineData(BoundMode.AuthorsHingeBelow, 30, 1, 0)]
    [InlineData(BoundMode.AuthorsHingeAbove, 5, 1, 0)]
    [InlineData(BoundMode.AuthorsHingeAbove, 21, 1, 0)]
    [InlineData(BoundMode.AuthorsHingeAbove, 23, 3, 1)]
    [InlineData(BoundMode.AuthorsClip, 9, 10, 0)]
    [InlineData(BoundMode.AuthorsClip, 10, 10, 0)]
    [InlineData(BoundMode.AuthorsClip, 15, 15, 1)]
    [InlineData(BoundMode.AuthorsClip, 20, 20, 0)]
    [InlineData(BoundMode.AuthorsClip, 23, 20, 0)]
    [InlineData(BoundMode.AuthorsPlus, 7, 10, 0)]
    [InlineData(BoundMode.AuthorsPlus, 9, 10, 1)]
    [InlineData(BoundMode.AuthorsPlus, 15, 16, 1)]
    [InlineData(BoundMode.AuthorsPlus, 21, 22, 1)]
    [InlineData(BoundMode.AuthorsPlus, 23, 26, 2)]
    public void Value_and_slope_on_both_sides_of_every_kink(BoundMode mode, double n, double value, double slope) =>
        Assert.Equal((value, slope), Of(mode).At(n));

    [Fact]
    public void Slope_is_the_derivative_wherever_there_is_one()
    {
        const double Half = 1.0 / 64;
        foreach (var mode in Enum.GetValues<BoundMode>())
        {
            // A quarter past each whole number: no kink is within reach.
            for (var n = 0.25; n < 40; n++)
            {
                var cost = Of(mode);
                var difference = (cost.At(n + Half).Value - cost.At(n - Half).Value) / (2 * Half);

                Assert.Equal(difference, cost.At(n).Slope, 12);
            }
        }
    }

    [Fact]
    public void Equal_bounds_are_a_target()
    {
        var cost = new BoundedCost(BoundMode.Band, 10, 10);

        Assert.Equal((2, -1), cost.At(8));
        Assert.Equal((0, 0), cost.At(10));
        Assert.Equal((2, 1), cost.At(12));
    }

    [Fact]
    public void A_cost_that_is_not_a_number_stays_visible()
    {
        foreach (var mode in Enum.GetValues<BoundMode>())
        {
            var (value, slope) = Of(mode).At(double.NaN);

            Assert.True(double.IsNaN(value) && double.IsNaN(slope));
        }
    }

    [Theory]
    [InlineData(BoundMode.Floor, null, null, "Floor needs the lower bound")]
    [InlineData(BoundMode.Ceiling, null, null, "Ceiling needs the upper bound")]
    [InlineData(BoundMode.None, 1.0, null, "None has no lower bound, but 1 is given")]
    [InlineData(BoundMode.Floor, 1.0, 2.0, "Floor has no upper bound, but 2 is given")]
    [InlineData(BoundMode.Band, 3.0, 2.0, "the lower bound 3 is above the upper bound 2")]
    [InlineData(BoundMode.Abs, -1.0, null, "the lower bound is -1, not")]
    [InlineData(BoundMode.Abs, double.NaN, null, "the lower bound is NaN, not")]
    [InlineData(BoundMode.Ceiling, null, double.PositiveInfinity, "the upper bound is Infinity, not")]
    [InlineData((BoundMode)99, null, null, "no bound mode 99")]
    public void Unsound_bounds_are_refused(BoundMode mode, double? lower, double? upper, string expected)
    {
        var fault = Assert.Throws<ArgumentException>(() => new BoundedCost(mode, lower, upper));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_together()
    {
        Assert.Equal(2, BoundedCost.Faults(BoundMode.Band, null, null).Count);
        Assert.Equal(2, BoundedCost.Faults(BoundMode.Ceiling, 5, double.NaN).Count);
        Assert.Empty(BoundedCost.Faults(BoundMode.Band, 1, 2));
    }

    private static BoundedCost Of(BoundMode mode)
    {
        var lower = mode is BoundMode.None or BoundMode.Ceiling or BoundMode.AuthorsHingeAbove ? (double?)null : 10;
        var upper = mode is BoundMode.None or BoundMode.Floor or BoundMode.Abs or BoundMode.AuthorsHingeBelow ? (double?)null : 20;
        return new(mode, lower, upper);
    }
}
