using Espalier.Estimators.Predictors;
using Espalier.Evaluation;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class LceTests
{
    private const int Last = 100;
    private const int Seen = 30;

    /// <summary>Tau above 0.9 from 30 % of a power law's curve, which the last accuracy seen does not reach.</summary>
    [Fact]
    public void It_recovers_the_order_of_power_laws_from_a_third_of_their_curves()
    {
        var (networks, ends) = MadeUpCurves.Draw(25, Seen, 3);
        var found = new Lce(MadeUpCurves.Context(), new() { LastEpoch = Last }).Predict(networks);
        var stopped = new EarlyStopAccuracy(MadeUpCurves.Context()).Predict(networks);

        Assert.InRange(RankCorrelation.Kendall(ends, found.Means()), 0.9, 1);
        Assert.True(RankCorrelation.Kendall(ends, found.Means()) > RankCorrelation.Kendall(ends, stopped.Means()));
        Assert.All(found, prediction => Assert.True(prediction.Deviation >= 0));
    }

    [Fact]
    public void The_same_seed_tells_the_same_and_company_does_not_matter()
    {
        var (networks, _) = MadeUpCurves.Draw(3, Seen, 4);
        Lce Fresh(ulong seed) => new(MadeUpCurves.Context(seed), new() { LastEpoch = Last });

        Assert.Equal(Fresh(1).Predict(networks), [.. networks.Select(network => Fresh(1).Predict([network])[0])]);
        Assert.NotEqual(Fresh(1).Predict(networks), Fresh(2).Predict(networks));
    }

    [Fact]
    public void A_curve_at_its_end_is_not_gone_on_with()
    {
        var (networks, _) = MadeUpCurves.Draw(1, Last, 4);

        Assert.Equal(
            new(networks[0].Curve[^1].ValidationAccuracy!.Value),
            new Lce(MadeUpCurves.Context(), new() { LastEpoch = Last }).Predict(networks)[0]);
    }

    [Fact]
    public void Three_points_are_too_few()
    {
        var (networks, _) = MadeUpCurves.Draw(1, 3, 4);

        Assert.Throws<InvalidInputException>(() => new Lce(MadeUpCurves.Context(), new()).Predict(networks));
    }
}
