using Espalier.Studies;

namespace Espalier.Tests.Studies;

public sealed class ResultFinalistTests
{
    [Fact]
    public void The_deviation_is_that_of_a_sample()
    {
        var mean = ResultMean.Of([0.80, 0.82, 0.87]);

        // Deviations of -0.03, -0.01 and 0.04 from the mean: 0.0026 / 2.
        Assert.Equal((0.83, 3), (Math.Round(mean.Mean, 12), mean.Count));
        Assert.Equal(Math.Sqrt(0.0013), mean.Deviation!.Value, 1e-12);
        Assert.Equal(new ResultMean(0.5, null, 1), ResultMean.Of([0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResultMean.Of([]));
    }
}
