using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class SimplexTests
{
    [Theory]
    [InlineData(new[] { 0.2, 0.3, 0.5 }, new[] { 0.2, 0.3, 0.5 })]
    [InlineData(new[] { 1.0, 1.0 }, new[] { 0.5, 0.5 })]
    [InlineData(new[] { 0.9, 0.3 }, new[] { 0.8, 0.2 })]
    [InlineData(new[] { 2.0, 0.1, -3.0 }, new[] { 1.0, 0.0, 0.0 })]
    [InlineData(new[] { 0.7, 0.5, -0.1 }, new[] { 0.6, 0.4, 0.0 })]
    [InlineData(new[] { -4.0 }, new[] { 1.0 })]
    public void Points_worked_by_hand(double[] values, double[] expected) =>
        Assert.All(Simplex.Nearest(values).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 12));

    // The nearest point p of a convex set has (v - p) . (q - p) <= 0 for every q of it; corners are enough.
    [Fact]
    public void No_distribution_is_nearer()
    {
        var random = new SeededRandom(3);
        for (var i = 0; i < 200; i++)
        {
            double[] values = [.. Enumerable.Range(0, 5).Select(_ => (3 * random.NextDouble()) - 1)];

            var point = Simplex.Nearest(values);

            Assert.Equal(1, point.Sum(), 12);
            Assert.All(point, p => Assert.True(p >= 0));
            var along = values.Zip(point, (value, p) => (value - p) * p).Sum();
            Assert.All(values.Zip(point), pair => Assert.True(pair.First - pair.Second - along <= 1e-12));
        }
    }

    [Fact]
    public void A_movement_is_the_difference_without_what_rounding_leaves() =>
        Assert.Equal([0, 0.25, -0.25], Simplex.Movement([0.3, 0.25, 0.5], [0.1 + 0.2, 0.5, 0.25]));
}
