using Espalier.Estimators.Predictors.Curves;

namespace Espalier.Tests.Estimators.Predictors.Curves;

/// <summary>References: scikit-learn 1.2.1, <c>NuSVR(C, nu, gamma, tol=1e-9)</c> on the points below.</summary>
public sealed class NuSvrTests
{
    private const double Close = 1e-5;

    private static readonly double[][] Points =
        [.. Enumerable.Range(0, 12).Select(i => new[] { Math.Sin(1.7 * i) + (0.1 * i), Math.Cos(2.3 * i) })];

    private static readonly double[] Targets = [.. Enumerable.Range(0, 12).Select(i => (3 * Math.Sin(0.9 * i)) + (0.4 * i))];

    [Theory]
    [InlineData(1, 0.5, 0.5, 2.49474005, 2.53026836, 2.24207255)]
    [InlineData(10, 0.3, 2.0, 4.10499366, 0.49840860, 2.23880190)]
    [InlineData(0.1, 0.8, 0.05, 2.76681714, 2.77206793, 2.74700575)]
    [InlineData(5, 1.0, 1.0, 3.74390935, 3.05878501, 3.70208632)]
    public void It_says_what_scikit_learn_says(double cost, double nu, double gamma, double first, double second, double third)
    {
        var machine = NuSvr.Fit(Points, Targets, cost, nu, gamma, tolerance: 1e-9);

        Assert.Equal(first, machine.Of([0.25, -0.5]), Close);
        Assert.Equal(second, machine.Of([1.0, 0.75]), Close);
        Assert.Equal(third, machine.Of([-0.6, 0.1]), Close);
    }

    [Fact]
    public void Few_points_lie_outside_a_tube_of_small_nu()
    {
        var machine = NuSvr.Fit(Points, Targets, cost: 1000, nu: 0.1, gamma: 1, tolerance: 1e-6);
        double[] misses = [.. Points.Zip(Targets, (point, target) => Math.Abs(machine.Of(point) - target)).Order()];

        // At most nu n = 1.2 points may lie outside, so the second largest miss is the tube's width, which most share.
        Assert.True(misses[^1] - misses[^2] < 1e-3, string.Join(" ", misses));
    }
}
