using Espalier.Evaluation;

namespace Espalier.Tests.Evaluation;

public sealed class SharpnessTests
{
    // c ||w||^2 / 2 rises by c radius^2 ||w||^2 / 2 in the mean of both ways, tensor by tensor.
    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(7, 0.05)]
    [InlineData(7, 0.5)]
    public void The_mean_on_a_bowl_is_its_closed_form(double curvature, double radius)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        Parameter[] weights = [New([3, 4]), New([10]), New([1])];

        var found = Sharpness.Measure(weights, () => curvature / 2 * Square(weights), radius, 5, generator);

        var expected = curvature / 2 * radius * radius * Square(weights);
        Assert.Equal(1, found.Mean / expected, 1e-6);
        Assert.Equal(curvature / 2 * Square(weights), found.Loss, 1e-9);
        Assert.True(found.Largest > found.Mean);

        Parameter New(long[] shape) => new(randn(shape, ScalarType.Float64, generator: generator));
    }

    [Fact]
    public void The_largest_on_a_line_is_its_closed_form_and_each_way_counts_alike()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        using var weight = new Parameter(tensor([3.0]));

        var found = Sharpness.Measure([weight], () => weight.square().sum().ToDouble(), 0.1, 4, generator);

        // (3 + 0.3)^2 - 9 and (3 - 0.3)^2 - 9.
        Assert.Equal(1.89, found.Largest, 1e-9);
        Assert.Equal((1.89 - 1.71) / 2, found.Mean, 1e-9);
    }

    [Fact]
    public void Weights_come_back_bit_for_bit_zeros_stay_and_no_tensor_is_left()
    {
        using var generator = new Generator(2);
        using var weight = new Parameter(tensor([0.1f, 0.7f, -0.3f]));
        using var nothing = new Parameter(zeros([2]));
        var before = (weight.data<float>().ToArray(), LiveTensorsOfThread);
        var seen = new List<float[]>();

        Sharpness.Measure([weight, nothing], Look, 0.05, 3, generator);

        Assert.Equal(before, (weight.data<float>().ToArray(), LiveTensorsOfThread), (one, other) =>
            one.Item1.SequenceEqual(other.Item1) && one.LiveTensorsOfThread == other.LiveTensorsOfThread);
        Assert.All(seen, values => Assert.Equal([0, 0], values));

        double Look()
        {
            seen.Add(nothing.data<float>().ToArray());
            return 0;
        }
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        using var generator = new Generator(2);

        Assert.Throws<ArgumentOutOfRangeException>(() => Sharpness.Measure([], () => 0, 0, 1, generator));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sharpness.Measure([], () => 0, 0.1, 0, generator));
    }

    private static double Square(Parameter[] weights)
    {
        using var scope = NewDisposeScope();
        return weights.Sum(weight => weight.square().sum().ToDouble());
    }
}
