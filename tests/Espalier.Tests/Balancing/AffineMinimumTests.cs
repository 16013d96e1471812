using Espalier.Balancing;

namespace Espalier.Tests.Balancing;

public sealed class AffineMinimumTests
{
    [Fact]
    public void One_gradient_takes_all() => Assert.Equal([1], AffineMinimum.Solve(Gradients.Gram([3, 4], [1, 0]), [0]));

    [Fact]
    public void Weights_may_leave_the_simplex()
    {
        // The line through (1, 1) and (2, 1) comes nearest to the origin at (0, 1).
        Assert.Equal([2, -1], AffineMinimum.Solve(Gradients.Gram([1, 1], [2, 1]), [0, 1]));
        Assert.Equal([-1, 2], AffineMinimum.Solve(Gradients.Gram([2, 1], [1, 1]), [0, 1]));
    }

    [Fact]
    public void The_point_is_orthogonal_to_the_hull()
    {
        var random = new SeededRandom(8);
        for (var round = 0; round < 100; round++)
        {
            var gradients = Gradients.Random(random, 4, 12);

            var weights = AffineMinimum.Solve(Gradients.Gram(gradients), [0, 1, 2, 3]);

            var point = Gradients.Combine(weights, gradients);
            var squaredNorm = Gradients.Dot(point, point);
            Assert.Equal(1, weights.Sum(), 9);
            Assert.All(gradients, gradient =>
            {
                var size = Math.Sqrt(squaredNorm * Gradients.Dot(gradient, gradient));
                Assert.Equal(squaredNorm, Gradients.Dot(point, gradient), 1e-9 * size);
            });
        }
    }

    [Fact]
    public void Equal_gradients_do_not_break_it()
    {
        var weights = AffineMinimum.Solve(Gradients.Gram([1, 0], [1, 0], [0, 1]), [0, 1, 2]);

        Assert.Equal(1, weights.Sum(), 12);
        Assert.Equal(0.5, weights[2], 12);
    }
}
