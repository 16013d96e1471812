using Espalier.Corruptions;
using Espalier.Corruptions.Blur;

namespace Espalier.Tests.Corruptions.Blur;

public sealed class LinearFilterTests
{
    [Fact]
    public void Weights_are_normal_and_of_sum_1()
    {
        var weights = LinearFilter.Normal(2, 3);

        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.Equal(Math.Exp(-0.5 / 4), weights[4] / weights[3], 1e-12);
        Assert.Equal([0, 1, 0], LinearFilter.Normal(0, 1));
    }

    [Fact]
    public void A_point_becomes_the_product_of_the_weights()
    {
        var point = new Plane(5, 5);
        point[2, 2] = 1;
        double[] weights = [0.25, 0.5, 0.25];

        var made = LinearFilter.Separable(point, weights, Border.Mirror);

        Assert.Equal(0.25f, made[2, 2]);
        Assert.Equal(0.125f, made[1, 2]);
        Assert.Equal(0.0625f, made[3, 3]);
        Assert.Equal(0f, made[0, 2]);
    }
}
