using Espalier.Estimators;
using Espalier.Estimators.Predictors;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class EarlyStopAccuracyTests
{
    [Fact]
    public void It_tells_the_last_accuracy()
    {
        var network = MadeUpCurves.Of(new(1, 0.2), new(2, 0.5), new(3, 0.4));

        Assert.Equal(0.4, new EarlyStopAccuracy(MadeUpCurves.Context()).Predict([network])[0].Mean);
    }

    [Fact]
    public void It_needs_a_curve_and_no_training_set()
    {
        var predictor = new EarlyStopAccuracy(MadeUpCurves.Context());

        Assert.Equal((PredictorNeeds.Curve, 0), (predictor.Needs, predictor.LeastNetworks));
        predictor.Fit([], []);
        Assert.Throws<InvalidInputException>(() => predictor.Predict([MadeUpCurves.Of()]));
        Assert.Throws<InvalidInputException>(() => predictor.Predict([MadeUpCurves.Of(new CurvePoint(1, TrainingLoss: 1))]));
    }
}
