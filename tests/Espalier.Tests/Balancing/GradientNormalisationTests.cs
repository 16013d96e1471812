using Espalier.Balancing;

namespace Espalier.Tests.Balancing;

public sealed class GradientNormalisationTests
{
    [Theory]
    [InlineData(GradientNormalisation.None, 1)]
    [InlineData(GradientNormalisation.L2, 3)]
    [InlineData(GradientNormalisation.Loss, 5)]
    [InlineData(GradientNormalisation.LossPlus, 15)]
    public void Scale_of_a_gradient_of_norm_three_and_loss_five(GradientNormalisation normalisation, double expected)
    {
        Assert.Equal(expected, GradientScale.Of(normalisation, 9, 5));
        Assert.Equal(expected, GradientScale.Of(normalisation, 9, -5));
    }

    [Theory]
    [InlineData(GradientNormalisation.None)]
    [InlineData(GradientNormalisation.L2)]
    [InlineData(GradientNormalisation.Loss)]
    [InlineData(GradientNormalisation.LossPlus)]
    public void Nothing_to_normalise_means_a_scale_of_one(GradientNormalisation normalisation) =>
        Assert.Equal(1, GradientScale.Of(normalisation, 0, 0));

    [Fact]
    public void An_unknown_rule_is_an_argument_fault() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientScale.Of((GradientNormalisation)9, 1, 1));
}
