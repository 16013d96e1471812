using Espalier.Estimators;
using Espalier.Strategies.Surrogate;

namespace Espalier.Tests.Strategies.Surrogate;

public sealed class AcquisitionTests
{
    private static readonly SeededRandom Random = new(1);

    // Values of the standard normal distribution, as tables have them.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746)]
    [InlineData(-1, 0.158655254)]
    [InlineData(2.5, 0.993790335)]
    public void The_share_below_is_the_normal_one(double z, double share) => Assert.Equal(share, Acquisitions.Below(z), 1e-7);

    [Fact]
    public void The_expected_improvement_is_what_draws_come_to()
    {
        var draws = Enumerable.Range(0, 200_000).Select(_ => Acquisition.Thompson.Worth(new Prediction(-0.3, 0.8), 0, 0, Random)).ToArray();

        Assert.Equal(-0.3, draws.Average(), 0.01);
        Assert.Equal(0.64, draws.Average(draw => Math.Pow(draw + 0.3, 2)), 0.01);
        Assert.Equal(draws.Average(draw => Math.Max(0, draw)), Acquisition.Ei.Worth(new Prediction(0.2, 0.8), 0.5, 0, Random), 0.005);
    }

    [Fact]
    public void A_bound_lies_some_deviations_above() =>
        Assert.Equal(0.5 + (2 * 0.1), Acquisition.Ucb.Worth(new Prediction(0.5, 0.1), 0, 2, Random), 1e-12);

    [Fact]
    public void Who_tells_no_deviation_is_taken_at_his_word()
    {
        Assert.All(Enum.GetValues<Acquisition>(), one => Assert.Equal(0.5, one.Worth(new Prediction(0.5), 0, 3, Random)));
        Assert.Equal(0, Acquisition.Ei.Worth(new Prediction(0.5), 0.6, 3, Random));
    }
}
