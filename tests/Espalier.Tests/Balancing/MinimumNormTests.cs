using Espalier.Balancing;

namespace Espalier.Tests.Balancing;

public sealed class MinimumNormTests
{
    public static TheoryData<double[], double[], double, double[]> Pairs => new()
    {
        { [1, 0], [0, 1], 0.5, [0.5, 0.5] },
        { [2, 0], [0, 1], 0.2, [0.4, 0.8] },
        { [1, 1], [2, 2], 1, [1, 1] },
        { [1, 0], [-1, 0], 0.5, [0, 0] },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_gradients_give_the_hand_worked_weights(double[] first, double[] second, double gamma, double[] direction)
    {
        var weights = MinimumNorm.Solve(Gradients.Gram(first, second));

        Assert.Equal([gamma, 1 - gamma], weights, Within(1e-15));
        Assert.Equal(direction, Gradients.Combine(weights, [first, second]), Within(1e-15));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_direction_descends_on_every_objective(int count)
    {
        var random = new SeededRandom(SeededRandom.Derive(1, "descent", count));
        for (var round = 0; round < 400; round++)
        {
            var gradients = Gradients.Random(random, count, 1 + random.Next(200));
            var gram = Gradients.Gram(gradients);

            var weights = MinimumNorm.Solve(gram);

            AssertOnSimplex(weights);
            Assert.All(gradients, gradient => Assert.True(Gradients.Descends(weights, gradients, gradient), $"round {round}"));
        }
    }

    [Fact]
    public void Three_gradients_agree_with_a_grid_over_the_simplex()
    {
        const int Grid = 200;
        var random = new SeededRandom(2);
        for (var round = 0; round < 60; round++)
        {
            var gradients = Gradients.Random(random, 3, 1 + random.Next(6));
            var gram = Gradients.Gram(gradients);

            var solved = SquaredNorm(gram, MinimumNorm.Solve(gram));
            var best = double.PositiveInfinity;
            for (var first = 0; first <= Grid; first++)
            {
                for (var second = 0; second <= Grid - first; second++)
                {
                    double[] weights = [(double)first / Grid, (double)second / Grid, (double)(Grid - first - second) / Grid];
                    best = Math.Min(best, SquaredNorm(gram, weights));
                }
            }

            // Nothing on the grid is better, and the grid comes near: a weight is at most one cell away.
            var largest = Enumerable.Range(0, 3).Max(index => gram[index, index]);
            Assert.True(solved <= best + (1e-12 * largest), $"round {round}: {solved} > {best}");
            Assert.True(best - solved <= 8 * largest / Grid, $"round {round}: {solved} is far below {best}");
        }
    }

    [Fact]
    public void Three_orthogonal_gradients_weigh_inversely_to_their_squares()
    {
        var weights = MinimumNorm.Solve(Gradients.Gram([1, 0, 0], [0, 2, 0], [0, 0, 4]));

        Assert.Equal([16.0 / 21, 4.0 / 21, 1.0 / 21], weights, Within(1e-9));
    }

    [Fact]
    public void Swapping_the_inputs_swaps_the_weights()
    {
        var random = new SeededRandom(3);
        for (var round = 0; round < 200; round++)
        {
            var gradients = Gradients.Random(random, 2, 1 + random.Next(20));

            var straight = MinimumNorm.Solve(Gradients.Gram(gradients[0], gradients[1]));
            var swapped = MinimumNorm.Solve(Gradients.Gram(gradients[1], gradients[0]));

            Assert.Equal([straight[1], straight[0]], swapped);
        }
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e-9)]
    [InlineData(1e9)]
    [InlineData(1e200)]
    public void Weights_do_not_depend_on_the_common_scale(double scale)
    {
        var random = new SeededRandom(4);
        for (var count = 2; count <= 5; count++)
        {
            var gram = Gradients.Gram(Gradients.Random(random, count, 8));
            var scaled = (double[,])gram.Clone();
            for (var entry = 0; entry < gram.Length; entry++)
            {
                scaled[entry / count, entry % count] *= scale;
            }

            Assert.Equal(MinimumNorm.Solve(gram), MinimumNorm.Solve(scaled), Within(1e-9));
        }
    }

    [Fact]
    public void Zero_and_equal_gradients_share_their_weight()
    {
        Assert.Equal([1], MinimumNorm.Solve(Gradients.Gram([3, 4])));
        Assert.Equal([0.5, 0.5], MinimumNorm.Solve(Gradients.Gram([3, 4], [3, 4])));
        Assert.Equal([0.5, 0.5], MinimumNorm.Solve(Gradients.Gram([0, 0], [0, 0])));
        Assert.Equal([0, 1], MinimumNorm.Solve(Gradients.Gram([1, 2], [0, 0])));
        Assert.Equal([0, 0.5, 0.5], MinimumNorm.Solve(Gradients.Gram([1, 2], [0, 0], [0, 0])));
        AssertOnSimplex(MinimumNorm.Solve(Gradients.Gram([1, 2], [1, 2], [1, 2])));
    }

    [Fact]
    public void Opposed_gradients_of_any_number_give_the_zero_direction()
    {
        var gram = Gradients.Gram([1, 0], [-0.5, 0.8], [-0.5, -0.8]);

        Assert.True(SquaredNorm(gram, MinimumNorm.Solve(gram)) < 1e-12);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_diverged_gradient_is_an_argument_fault(double entry)
    {
        Assert.Throws<ArgumentException>(() => MinimumNorm.Solve(new[,] { { 1, entry }, { entry, 1 } }));
        Assert.Throws<ArgumentException>(() => MinimumNorm.Solve(new[,] { { entry } }));
    }

    [Fact]
    public void A_malformed_matrix_is_an_argument_fault()
    {
        Assert.Throws<ArgumentException>(() => MinimumNorm.Solve(new double[0, 0]));
        Assert.Throws<ArgumentException>(() => MinimumNorm.Solve(new double[2, 3]));
        Assert.Throws<ArgumentException>(() => MinimumNorm.Solve(new double[,] { { -1 } }));
        Assert.Throws<ArgumentNullException>(() => MinimumNorm.Solve(null!));
    }

    private static void AssertOnSimplex(double[] weights)
    {
        Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
        Assert.Equal(1, weights.Sum(), 12);
    }

    private static double SquaredNorm(double[,] gram, double[] weights)
    {
        var sum = 0.0;
        for (var entry = 0; entry < gram.Length; entry++)
        {
            var (row, column) = (entry / weights.Length, entry % weights.Length);
            sum += weights[row] * gram[row, column] * weights[column];
        }

        return sum;
    }

    private static EqualityComparer<double> Within(double tolerance) =>
        EqualityComparer<double>.Create((one, other) => Math.Abs(one - other) <= tolerance, _ => 0);
}
