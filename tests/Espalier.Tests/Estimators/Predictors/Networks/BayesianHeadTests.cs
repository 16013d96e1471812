using Espalier.Estimators.Predictors.Networks;

namespace Espalier.Tests.Estimators.Predictors.Networks;

public sealed class BayesianHeadTests
{
    [Fact]
    public void It_finds_a_line_and_is_less_sure_far_from_what_it_saw()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var features = randn([60, 2], generator: generator);
        var targets = (features.select(1, 0) * 0.8) - (features.select(1, 1) * 0.5) + 0.3 + (randn([60], generator: generator) * 0.1);

        var told = BayesianHead.Fit(features, targets, 20, 100, new SeededRandom(1)).Tell(tensor([0f, 0f, 1f, -1f, 30f, 30f], [3, 2]));

        Assert.Equal(0.3, told[0].Mean, 0.06);
        Assert.Equal(1.6, told[1].Mean, 0.1);
        Assert.Equal(0.1, told[0].Deviation!.Value, 0.04);
        Assert.True(told[2].Deviation > 3 * told[0].Deviation);
    }
}
