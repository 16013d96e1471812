using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class CosinePowerTests
{
    /// <summary>From 0.1 to 0.001 in ten steps with p = 10, worked out by hand.</summary>
    [Fact]
    public void It_falls_as_the_closed_form_says()
    {
        double[] expected = [0.1, 0.093973, 0.078288, 0.058436, 0.039648, 0.024785, 0.014372, 0.007681, 0.003705, 0.001638, 0.001];

        for (var step = 0; step <= 10; step++)
        {
            Assert.Equal(expected[step], 0.001 + (0.099 * CosinePower.Share(step / 10.0, 10)), 6);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.000001)]
    [InlineData(2)]
    [InlineData(100)]
    public void It_goes_from_one_to_nothing_and_only_falls(double power)
    {
        var shares = Enumerable.Range(0, 21).Select(step => CosinePower.Share(step / 20.0, power)).ToArray();

        Assert.Equal(1, shares[0], 12);
        Assert.Equal(0, shares[^1], 12);
        Assert.All(shares.Zip(shares.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        if (power < 1.1)
        {
            Assert.Equal(0.5, shares[10], 5);
        }
    }
}
