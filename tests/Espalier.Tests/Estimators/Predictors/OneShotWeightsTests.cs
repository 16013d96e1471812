using Espalier.Estimators.Predictors;
using Espalier.Tests.Estimators.Predictors.Sharing;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class OneShotWeightsTests
{
    [Fact]
    public void Weights_that_all_trained_together_serve_a_cell_of_convolutions_and_none_without_ways()
    {
        using var predictor = new OneShotWeights(
            SharedImages.Context(), new OneShotWeightsOptions { Epochs = 12, Channels = 4, Cells = 3, Batch = 16, Images = 0, Rate = 0.05 });
        predictor.Fit([], []);
        var told = predictor.Predict([SharedImages.Convolutions, SharedImages.Nothing]);

        Assert.InRange(told[0].Mean, 0.8, 1);
        Assert.InRange(told[1].Mean, 0.35, 0.65);
    }
}
