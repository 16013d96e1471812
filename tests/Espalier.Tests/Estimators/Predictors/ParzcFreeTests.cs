using Espalier.Estimators;
using Espalier.Estimators.Predictors;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class ParzcFreeTests
{
    /// <summary>Two layers, at a quarter and three quarters of a wave: weights 1 and 0.</summary>
    [Fact]
    public void Layers_count_by_a_wave()
    {
        var network = MadeUpCurves.Of() with
        {
            LayerProxies = new Dictionary<string, IReadOnlyList<double>> { ["snip"] = [Math.E - 1, 100] },
        };

        Assert.Equal(1, new ParzcFree(MadeUpCurves.Context(), new() { Proxies = "snip" }).Predict([network])[0].Mean, 1e-12);
    }

    [Fact]
    public void It_needs_no_training_set_but_layers()
    {
        var predictor = new ParzcFree(MadeUpCurves.Context(), new());

        Assert.Equal((PredictorNeeds.LayerProxies, 0), (predictor.Needs, predictor.LeastNetworks));
        Assert.Throws<InvalidInputException>(() => predictor.Predict([MadeUpCurves.Of()]));
        Assert.Throws<ArgumentException>(() => new ParzcFree(MadeUpCurves.Context(), new() { Proxies = " , " }));
    }
}
