using Espalier.Estimators.ZeroCost;

namespace Espalier.Tests.Estimators.ZeroCost;

public sealed class JacobianCovarianceTests
{
    [Fact]
    public void A_linear_network_reacts_to_all_images_alike()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Dense(new float[,] { { 1, 2, 5 }, { 0, 1, 1 }, { 3, 1, 2 } });

        var score = new JacobianCovariance().Score(network, Tiny.Input(count: 4, features: 3));

        // Eigenvalues 4, 0, 0, 0.
        var expected = -(Math.Log(4 + 1e-5) + (1 / (4 + 1e-5))) - (3 * (Math.Log(1e-5) + 1e5));
        Assert.Equal(expected, score.Value!.Value, Math.Abs(expected) * 1e-6);
    }

    [Fact]
    public void A_network_that_does_not_see_its_input_has_no_score()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Dense(new float[,] { { 0, 0 }, { 0, 0 }, { 0, 0 } });

        Assert.Null(new JacobianCovariance().Score(network, Tiny.Input(features: 2)).Value);
    }
}
