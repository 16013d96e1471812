using static Espalier.Torch.torch;
using static Espalier.Torch.torch.nn;

namespace Espalier.Torch.Tests;

/// <summary>Initial values have the bounds and deviations of their papers, and come from the generator given.</summary>
public class InitTests
{
    /// <summary>Each fills [200, 50, 3, 3] (fan-in 450): the bound no element passes, and the deviation all have together.</summary>
    private static readonly Dictionary<string, (Func<Tensor, Generator, Tensor> Fill, double Bound, double Deviation)> Table =
        new(StringComparer.Ordinal)
        {
            ["uniform_"] = ((x, g) => init.uniform_(x, -0.5, 0.5, g), 0.5, 1 / Math.Sqrt(12)),
            ["normal_"] = ((x, g) => init.normal_(x, 0, 0.3, g), double.PositiveInfinity, 0.3),
            ["kaiming_uniform_"] = ((x, g) => init.kaiming_uniform_(x, generator: g), Math.Sqrt(6 / 450.0), Math.Sqrt(2 / 450.0)),
            ["kaiming_uniform_ of slope sqrt 5"] =
                ((x, g) => init.kaiming_uniform_(x, Math.Sqrt(5), g), 1 / Math.Sqrt(450), 1 / Math.Sqrt(3 * 450)),
            ["kaiming_normal_"] = ((x, g) => init.kaiming_normal_(x, generator: g), double.PositiveInfinity, Math.Sqrt(2 / 450.0)),
        };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_have_the_bound_and_the_deviation(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(8);
        var (fill, bound, deviation) = Table[name];
        var x = empty([200, 50, 3, 3], requires_grad: true);

        Assert.Same(x, fill(x, generator));

        Assert.True(x.is_leaf);
        Assert.InRange(x.abs().max().ToDouble(), 0.99 * Math.Min(bound, deviation), bound * (1 + 1e-6));
        Assert.Equal(0, x.mean().ToDouble(), 0.02 * deviation);
        Assert.Equal(deviation, x.pow(2).mean().sqrt().ToDouble(), 0.01 * deviation);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_come_from_the_generator_alone(string name)
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(8);
        using var second = new Generator(8);
        var fill = Table[name].Fill;
        var before = default_generator.get_state();

        Assert.True(equal(fill(empty([4, 50]), first), fill(empty([4, 50]), second)));
        Assert.False(equal(fill(empty([4, 50]), first), fill(empty([4, 50]), new Generator(9))));

        Assert.True(equal(before, default_generator.get_state()));
    }

    [Fact]
    public void A_constant_is_everywhere()
    {
        using var scope = NewDisposeScope();
        var x = empty([3, 4], requires_grad: true);

        Assert.Same(x, init.constant_(x, 1.5));

        Assert.All(x.data<float>(), value => Assert.Equal(1.5f, value));
    }

    [Fact]
    public void Fan_in_needs_two_dimensions()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => init.kaiming_uniform_(empty([4])));
        Assert.Throws<ArgumentException>(() => init.kaiming_normal_(tensor(1f)));
    }

    [Fact]
    public void Layers_are_drawn_anew_within_one_over_the_root_of_fan_in()
    {
        using var scope = NewDisposeScope();
        using var convolution = Conv2d(8, 64, 3, groups: 2);
        using var linear = Linear(36, 500);
        using var first = new Generator(12);
        using var second = new Generator(12);
        convolution.reset_parameters(first);
        linear.reset_parameters(first);

        foreach (var parameter in convolution.parameters().Concat(linear.parameters()))
        {
            Assert.InRange(parameter.abs().max().ToDouble(), 0.9 / 6, 1 / 6.0 + 1e-7);
        }

        using var again = Conv2d(8, 64, 3, groups: 2);
        again.reset_parameters(second);
        Assert.True(equal(convolution.weight, again.weight));
        Assert.True(equal(convolution.bias!, again.bias!));
    }

    [Fact]
    public void Channels_split_evenly_into_groups()
    {
        Assert.Throws<ArgumentException>(() => Conv2d(3, 4, 1, groups: 2));
        Assert.Throws<ArgumentException>(() => Conv2d(4, 3, 1, groups: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Conv2d(4, 4, 1, groups: 0));
    }
}
