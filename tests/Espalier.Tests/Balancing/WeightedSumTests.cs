using Espalier.Balancing;

namespace Espalier.Tests.Balancing;

public sealed class WeightedSumTests
{
    private static readonly double[,] Gram = Gradients.Gram([1, 0], [0, 5]);

    [Fact]
    public void Without_options_every_objective_counts_once()
    {
        var weighed = new WeightedSum().Weigh(Gram, [1, 2]);

        Assert.Equal([1, 1], weighed.Factors);
        Assert.Equal([0.5, 0.5], weighed.Gamma);
    }

    [Fact]
    public void Weights_are_applied_as_given_and_shown_on_the_simplex()
    {
        var weighed = new WeightedSum(new WeightedSumOptions { Weights = [3, 1] }).Weigh(Gram, [1, 2]);

        Assert.Equal([3, 1], weighed.Factors);
        Assert.Equal([0.75, 0.25], weighed.Gamma);
    }

    [Fact]
    public void Enormous_weights_still_have_a_simplex()
    {
        var weighed = new WeightedSum(new WeightedSumOptions { Weights = [1e308, 1e308] }).Weigh(Gram, [1, 2]);

        Assert.Equal([0.5, 0.5], weighed.Gamma);
    }

    [Fact]
    public void Unsound_weights_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedSumOptions { Weights = [1, -1] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedSumOptions { Weights = [double.NaN] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedSumOptions { Weights = [double.PositiveInfinity] });
        Assert.Throws<ArgumentException>(() => new WeightedSumOptions { Weights = [0, 0] });
        Assert.Throws<ArgumentException>(() => new WeightedSum(new WeightedSumOptions { Weights = [1] }).Weigh(Gram, [1, 2]));
    }

    [Fact]
    public void A_diverged_step_is_an_argument_fault() =>
        Assert.Throws<ArgumentException>(() => new WeightedSum().Weigh(Gram, [1, double.NaN]));
}
