using Espalier.Estimators.Predictors;
using Espalier.Evaluation;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class LceMTests
{
    private static readonly LceMOptions Short = new() { LastEpoch = 100, Walkers = 30, Steps = 60, BurnIn = 30 };

    [Fact]
    public void It_recovers_the_order_of_power_laws_from_a_third_of_their_curves()
    {
        var (networks, ends) = MadeUpCurves.Draw(20, 30, 3);
        var found = new LceM(MadeUpCurves.Context(), Short).Predict(networks);

        Assert.InRange(RankCorrelation.Kendall(ends, found.Means()), 0.9, 1);
    }

    [Fact]
    public void The_same_seed_tells_the_same()
    {
        var (networks, _) = MadeUpCurves.Draw(1, 30, 4);

        Assert.Equal(
            new LceM(MadeUpCurves.Context(), Short).Predict(networks), new LceM(MadeUpCurves.Context(), Short).Predict(networks));
    }

    [Fact]
    public void A_burn_in_that_leaves_nothing_to_draw_is_refused() => Assert.Contains(
        "burn-in",
        Assert.Throws<InvalidInputException>(() => new LceM(MadeUpCurves.Context(), Short with { BurnIn = 60 })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Defaults_are_the_published_ones()
    {
        var options = new LceMOptions();

        Assert.Equal((50, 800, 500), (options.Walkers, options.Steps, options.BurnIn));
    }
}
