using Espalier.Training;

namespace Espalier.Tests.Training;

public sealed class CatastrophicOverfittingTests
{
    [Fact]
    public void It_is_the_first_epoch_in_which_robustness_vanishes_while_training_goes_on_well() => Assert.Equal(
        new CatastrophicOverfitting(3, 0.42, 0.02),
        CatastrophicOverfitting.In(Epochs((0.3, 0.3), (0.5, 0.42), (0.52, 0.4), (0.8, 0.02), (0.9, 0))));

    [Fact]
    public void A_fall_that_begins_with_a_bad_epoch_is_found_in_the_next() => Assert.Equal(
        new CatastrophicOverfitting(2, 0.42, 0.01),
        CatastrophicOverfitting.In(Epochs((0.5, 0.42), (0.45, 0.02), (0.9, 0.01))));

    [Fact]
    public void Epochs_that_were_not_attacked_are_passed_over() => Assert.Equal(
        new CatastrophicOverfitting(2, 0.42, 0.02),
        CatastrophicOverfitting.In(Epochs((0.5, 0.42), (0.6, null), (0.7, 0.02))));

    // In turn: robustness rises, falls by less than half, by half of next to nothing, together with the training, and was not looked at.
    [Theory]
    [InlineData(new[] { 0.3, 0.5, 0.6 }, new[] { 0.2, 0.3, 0.4 })]
    [InlineData(new[] { 0.3, 0.5, 0.6 }, new[] { 0.2, 0.5, 0.25 })]
    [InlineData(new[] { 0.3, 0.5, 0.6 }, new[] { 0.01, 0.09, 0.0 })]
    [InlineData(new[] { 0.3, 0.5, 0.2 }, new[] { 0.2, 0.4, 0.05 })]
    [InlineData(new double[] { }, new double[] { })]
    public void Anything_else_is_none(double[] accuracy, double[] robust) =>
        Assert.Null(CatastrophicOverfitting.In(Epochs([.. accuracy.Zip(robust, (own, attacked) => (own, (double?)attacked))])));

    [Fact]
    public void It_is_told_in_a_line_that_says_what_is_left()
    {
        var fall = new CatastrophicOverfitting(3, 0.42, 0.02);

        Assert.Equal(
            "catastrophic overfitting in epoch 4: accuracy under PGD-10 fell from 42.0 % to 2.0 %; kept are the weights of epoch 2",
            fall.Told(new KeptWeights(1, 0.42, 50)));
        Assert.EndsWith("fell from 42.0 % to 2.0 %; train with --keep best, or with --recipe pgd-at", fall.Told(null), StringComparison.Ordinal);
    }

    private static TrainedEpoch[] Epochs(params (double Accuracy, double? Robust)[] epochs) =>
        [.. epochs.Select((epoch, i) => new TrainedEpoch(i, Loss: 1, epoch.Accuracy, LearningRate: 0.1, Robust: epoch.Robust))];
}
