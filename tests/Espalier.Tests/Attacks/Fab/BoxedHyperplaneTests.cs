using Espalier.Attacks;
using Espalier.Attacks.Fab;

namespace Espalier.Tests.Attacks.Fab;

public sealed class BoxedHyperplaneTests
{
    private const int Pixels = 12;

    [Theory]
    [InlineData(Norm.Linf)]
    [InlineData(Norm.L2)]
    public void The_way_is_in_the_box_meets_the_hyperplane_and_is_the_shortest(Norm norm)
    {
        const int Count = 200;
        using var scope = NewDisposeScope();
        using var generator = new Generator(6);

        // A third of the pixels lies on the border of the range.
        var images = rand([Count, 1, 3, 4], ScalarType.Float64, generator: generator).mul(1.5).sub(0.25).clamp(0.0, 1.0);
        var normals = randn([Count, 1, 3, 4], ScalarType.Float64, generator: generator);
        var offsets = randn([Count, 1, 1, 1], ScalarType.Float64, generator: generator).mul(2);

        var way = BoxedHyperplane.Reach(norm, images, normals, offsets);

        var (x, w, d, b) = (Numbers(images), Numbers(normals), Numbers(way), Numbers(offsets));
        var met = 0;
        for (var i = 0; i < Count; i++)
        {
            var (point, normal, moved) = (Row(x, i), Row(w, i), Row(d, i));
            Assert.All(point.Zip(moved), pair => Assert.InRange(pair.First + pair.Second, -1e-12, 1 + 1e-12));
            var reached = point.Zip(moved, (at, by) => at + by).Zip(normal, (at, slope) => at * slope).Sum();
            var shortest = Shortest(norm, point, normal, b[i]);
            met += shortest is null ? 0 : 1;
            Assert.True(shortest is null || Math.Abs(reached - b[i]) < 1e-5, $"{reached} for {b[i]}");
            Assert.Equal(shortest ?? Farthest(norm, point, normal, b[i]), Length(norm, moved), 1e-4);
        }

        Assert.InRange(met, Count / 2, Count - 1);
    }

    [Fact]
    public void A_normal_of_zero_leads_nowhere()
    {
        using var scope = NewDisposeScope();
        var images = full([1, 1, 2, 2], 0.5, ScalarType.Float64);

        Assert.All(Numbers(BoxedHyperplane.Reach(Norm.L2, images, images.zeros_like(), ones([1, 1, 1, 1], ScalarType.Float64))), value => Assert.Equal(0, value));
    }

    // Another way than the class's: by bisection of the multiplier.
    private static double? Shortest(Norm norm, double[] point, double[] normal, double offset)
    {
        var missing = offset - point.Zip(normal, (at, slope) => at * slope).Sum();
        var (low, high) = (0.0, 1e6);
        if (Gain(high) < Math.Abs(missing))
        {
            return null;
        }

        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Gain(middle) < Math.Abs(missing) ? (middle, high) : (low, middle);
        }

        return Length(norm, Moved(high));

        double Gain(double multiplier) => Moved(multiplier).Zip(normal, (by, slope) => by * slope).Sum() * Math.Sign(missing);
        double[] Moved(double multiplier) => Way(norm, point, normal, Math.Sign(missing), multiplier);
    }

    private static double Farthest(Norm norm, double[] point, double[] normal, double offset)
    {
        var missing = offset - point.Zip(normal, (at, slope) => at * slope).Sum();
        return Length(norm, Way(norm, point, normal, Math.Sign(missing), 1e9));
    }

    private static double[] Way(Norm norm, double[] point, double[] normal, int side, double multiplier) =>
        [.. point.Zip(normal, (at, slope) => Math.Clamp(
            at + (side * multiplier * (norm == Norm.L2 ? slope : Math.Sign(slope))), 0, 1) - at)];

    private static double Length(Norm norm, double[] values) =>
        norm == Norm.L2 ? Math.Sqrt(values.Sum(value => value * value)) : values.Max(Math.Abs);

    private static double[] Row(double[] values, int row) => values[(row * Pixels)..((row + 1) * Pixels)];

    private static double[] Numbers(Tensor values) => values.data<double>().ToArray();
}
