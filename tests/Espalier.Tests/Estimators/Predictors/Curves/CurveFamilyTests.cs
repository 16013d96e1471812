using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Tests.Estimators.Predictors.Curves;

public sealed class CurveFamilyTests
{
    public static TheoryData<string> Names => [.. CurveFamily.All.Select(family => family.Name)];

    /// <summary>A curve of a family, fitted from where fits begin, is found again: in what it says, since two families can say the same twice.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_family_fits_its_own_curve(string name)
    {
        var family = CurveFamily.All.Single(one => one.Name == name);
        double[] epochs = [.. Enumerable.Range(1, 40).Select(epoch => (double)epoch)];
        double[] truth = [.. family.Start(0.3, 0.8).Select((value, i) => value * (i % 2 == 0 ? 1.05 : 0.9))];
        double[] values = [.. epochs.Select(epoch => family.Value(epoch, truth))];

        var (found, squares) = LeastSquares.Fit(family.Value, family.Start(values[0], values[^1]), epochs, values);

        Assert.InRange(squares, 0, 1e-5);
        Assert.Equal(family.Value(60, truth), family.Value(60, found), 0.02);
    }

    [Fact]
    public void A_straight_line_is_found_exactly()
    {
        var (found, squares) = LeastSquares.Fit((t, p) => p[0] + (p[1] * t), [0, 0], [1, 2, 3], [5, 7, 9]);

        Assert.Equal(3, found[0], 1e-6);
        Assert.Equal(2, found[1], 1e-6);
        Assert.InRange(squares, 0, 1e-12);
    }
}
