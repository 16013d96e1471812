using Espalier.Estimators;
using Espalier.Estimators.Predictors;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class EarlyStopLossTests
{
    [Fact]
    public void A_smaller_last_loss_is_better()
    {
        var good = MadeUpCurves.Of(new(1, ValidationLoss: 3), new(2, ValidationLoss: 0.5));
        var bad = MadeUpCurves.Of(new(1, ValidationLoss: 1), new(2, ValidationLoss: 0.75));

        Assert.Equal([-0.5, -0.75], new EarlyStopLoss(MadeUpCurves.Context()).Predict([good, bad]).Means());
    }

    [Fact]
    public void Training_losses_do_not_do() => Assert.Throws<InvalidInputException>(
        () => new EarlyStopLoss(MadeUpCurves.Context()).Predict([MadeUpCurves.Of(new CurvePoint(1, 0.5, 0.1))]));
}
