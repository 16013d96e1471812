using Espalier.Reports;
using Espalier.Reports.Charts;

namespace Espalier.Tests.Reports.Charts;

public sealed class ThinningTests
{
    [Fact]
    public void A_short_curve_stays_and_a_long_one_becomes_means()
    {
        CurvePoint[] points = [.. Enumerable.Range(0, 1000).Select(i => new CurvePoint(i, i % 2))];

        Assert.Equal(points.Take(300).Select(point => (point.X, 2 * point.Y)), Thinning.Of(points[..300], 2).Select(mark => (mark.X, mark.Y)));
        var thin = Thinning.Of(points);
        Assert.Equal(250, thin.Count);
        Assert.All(thin, mark => Assert.Equal(0.5, mark.Y));
        Assert.Equal(1.5, thin[0].X);
    }
}
