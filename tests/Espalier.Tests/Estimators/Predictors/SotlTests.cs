using Espalier.Estimators.Predictors;

namespace Espalier.Tests.Estimators.Predictors;

public sealed class SotlTests
{
    [Fact]
    public void It_tells_minus_the_sum_of_training_losses()
    {
        var network = MadeUpCurves.Of(new(1, 0.1, 2), new(2, 0.2, 1), new(3, 0.3, 0.5));

        Assert.Equal(-3.5, new Sotl(MadeUpCurves.Context()).Predict([network])[0].Mean);
    }

    [Fact]
    public void An_epoch_without_a_loss_is_refused() => Assert.Throws<InvalidInputException>(
        () => new Sotl(MadeUpCurves.Context()).Predict([MadeUpCurves.Of(new(1, 0.1, 2), new(2, 0.2))]));
}
