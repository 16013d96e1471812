using Espalier.Evaluation;

namespace Espalier.Tests.Evaluation;

public sealed class TopSelectionTests
{
    private static readonly double[] Truth = [90, 94, 91, 93, 92];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(3, 2.0 / 3)]
    [InlineData(5, 1)]
    public void Precision_is_the_part_of_the_predicted_best_that_is_among_the_best(int count, double expected) =>
        Assert.Equal(expected, TopSelection.Precision(Truth, [1, 2, 4, 5, 3], count), 1e-12);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    public void Regret_is_what_the_best_of_the_predicted_best_lacks(int count, double expected) =>
        Assert.Equal(expected, TopSelection.Regret(Truth, [1, 2, 4, 5, 3], count), 1e-12);

    [Fact]
    public void Of_equal_predictions_the_first_counts() => Assert.Equal(4, TopSelection.Regret(Truth, [1, 1, 1, 1, 1], 1), 1e-12);

    [Fact]
    public void Nothing_is_asked_of_more_than_there_are()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TopSelection.Precision(Truth, Truth, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => TopSelection.Regret(Truth, Truth, 0));
        Assert.Throws<ArgumentException>(() => TopSelection.Regret(Truth, [1], 1));
    }
}
