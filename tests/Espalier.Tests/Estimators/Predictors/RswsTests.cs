using Espalier.Estimators.Predictors;
using Espalier.Tests.Estimators.Predictors.Sharing;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class RswsTests
{
    [Fact]
    public void Weights_that_trained_path_by_path_serve_a_cell_of_convolutions_and_none_without_ways()
    {
        using var predictor = new Rsws(
            SharedImages.Context(), new RswsOptions { Epochs = 30, Channels = 4, Cells = 3, Batch = 16, Images = 0, Rate = 0.05 });
        predictor.Fit([], []);
        var told = predictor.Predict([SharedImages.Convolutions, SharedImages.Nothing]);

        Assert.InRange(told[0].Mean, 0.8, 1);
        Assert.InRange(told[1].Mean, 0.35, 0.65);
    }
}
