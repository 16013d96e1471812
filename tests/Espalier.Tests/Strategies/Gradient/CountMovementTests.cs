using Espalier.Strategies;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies.Gradient;

public sealed class CountMovementTests
{
    // Sizes less their mean: (100, 0, -100) and (-10, -10, 20). The step belongs to the largest of them.
    private static readonly float[,] Sizes = { { 300, 200, 100 }, { 10, 10, 40 } };

    private static readonly double[] Uniform = [.. Enumerable.Repeat(1 / 3.0, 6)];

    [Fact]
    public void It_moves_against_the_sizes_less_their_mean()
    {
        var (value, expected, movement) = At(new MdenasOptions(), Uniform);

        Assert.Equal(220, expected, 9);
        Assert.Equal(1, value, 9);
        Assert.All(movement.Zip([-0.01, 0, 0.01, 0.001, 0.001, -0.002]), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    [Theory]
    [InlineData(null, 200.0, -1)]
    [InlineData(null, 240.0, 0)]
    [InlineData(240.0, null, 0)]
    [InlineData(200.0, null, -1)]
    [InlineData(230.0, 300.0, 1)]
    [InlineData(210.0, 230.0, 0)]
    public void A_bound_says_which_way(double? floor, double? ceiling, int way)
    {
        var (_, _, movement) = At(new MdenasOptions { Floor = floor, Ceiling = ceiling }, Uniform);

        Assert.Equal(way * 0.01, movement[0], 12);
        Assert.Equal(way == 0, movement.All(change => change == 0));
    }

    [Fact]
    public void In_the_corner_of_the_smallest_it_has_no_wish()
    {
        var (_, _, movement) = At(new MdenasOptions(), [0, 0, 1, 0.3, 0.7, 0]);

        Assert.All(movement, change => Assert.Equal(0, change));
    }

    [Fact]
    public void What_cannot_fall_further_stays()
    {
        var (_, _, movement) = At(new MdenasOptions(), [0, 0.5, 0.5, 1, 0, 0]);

        // (0, -100, -200) less their mean over the two that can move.
        Assert.Equal(0, movement[0]);
        Assert.Equal(-0.005, movement[1], 12);
        Assert.Equal(0.005, movement[2], 12);
    }

    private static (double Value, double Expected, double[] Movement) At(MdenasOptions options, double[] probabilities)
    {
        using var supernet = new CountedSupernet(Sizes);
        var context = new GradientContext { Supernet = supernet, EdgeNodes = [0, 0], Epochs = 1, Seed = 1 };
        var before = LiveTensorsOfThread;
        var movement = new CountMovement(context, options, Uniform, 0.01);
        Assert.Equal(before, LiveTensorsOfThread);
        return movement.At(probabilities);
    }
}
