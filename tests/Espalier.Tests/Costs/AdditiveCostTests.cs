using Espalier.Costs;

namespace Espalier.Tests.Costs;

public sealed class AdditiveCostTests
{
    private static readonly int[] Choices = [3, 2, 3];
    private static readonly double[][] Added = [[0, 1, 4], [0, 2.5], [0, -1, 0.25]];

    private static readonly int[][] All =
    [
        .. from a in Enumerable.Range(0, 3) from b in Enumerable.Range(0, 2) from c in Enumerable.Range(0, 3) select new[] { a, b, c },
    ];

    [Fact]
    public void A_sum_is_found_again_from_what_it_measures()
    {
        var truth = new AdditiveCost(7, Added);

        var found = AdditiveCost.Fit(Choices, All, [.. All.Select(truth.Of)]);

        Assert.Equal(7, found.Basis, 1e-4);
        Assert.All(Added.Zip(found.Added), pair => Assert.Equal(pair.First, pair.Second, (one, other) => Math.Abs(one - other) < 1e-4));
        Assert.Equal(7 + 4 + 0 - 1, truth.Of([2, 0, 1]));
    }

    /// <summary>Half way between the two that were measured: nothing speaks for either choice.</summary>
    [Fact]
    public void What_the_data_leave_open_is_no_fault()
    {
        var found = AdditiveCost.Fit([2, 2], [[0, 0], [1, 1]], [1, 3]);

        Assert.Equal(1, found.Of([0, 0]), 1e-4);
        Assert.Equal(3, found.Of([1, 1]), 1e-4);
        Assert.Equal(2, found.Of([0, 1]), 1e-4);
    }

    [Fact]
    public void The_gradient_of_the_expected_cost_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var cost = new AdditiveCost(2, [[0, 1, 4], [0, 2.5, -1]]);
        var logits = rand([2, 3], ScalarType.Float64, generator: generator).requires_grad_();
        var gradient = autograd.grad([cost.Expected([logits.softmax(-1)])], [logits])[0].data<double>().ToArray();
        var at = logits.data<double>().ToArray();
        const double step = 1e-5;

        Assert.All(Enumerable.Range(0, 6), place => Assert.Equal((At(place, step) - At(place, -step)) / (2 * step), gradient[place], 1e-8));

        double At(int place, double moved)
        {
            using var inner = NewDisposeScope();
            double[] values = [.. at];
            values[place] += moved;
            return cost.Expected([tensor(values, [2, 3]).softmax(-1)]).ToDouble();
        }
    }

    [Fact]
    public void A_certain_mixture_costs_what_its_network_does_in_one_part_or_in_two()
    {
        using var scope = NewDisposeScope();
        var cost = new AdditiveCost(2, [[0, 1, 4], [0, 2.5, -1]]);
        var before = LiveTensorsOfThread;
        var (first, second) = (tensor(new float[] { 0, 0, 1 }, [1, 3]), tensor(new float[] { 0, 1, 0 }, [1, 3]));

        Assert.Equal(cost.Of([2, 1]), cost.Expected([first, second]).ToDouble(), 1e-6);
        Assert.Equal(cost.Of([2, 1]), cost.Expected([cat([first, second])]).ToDouble(), 1e-6);
        Assert.Equal(before + 5, LiveTensorsOfThread);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        var cost = new AdditiveCost(2, [[0, 1]]);

        Assert.Throws<ArgumentException>(() => new AdditiveCost(1, []));
        Assert.Throws<ArgumentException>(() => new AdditiveCost(1, [[]]));
        Assert.Throws<ArgumentException>(() => AdditiveCost.Fit([2], [[0], [1]], [1.0]));
        Assert.Throws<ArgumentException>(() => AdditiveCost.Fit([2, 2], [[0, 2]], [1.0]));
        Assert.Throws<ArgumentException>(() => AdditiveCost.Fit([2, 2], [[0]], [1.0]));
        Assert.Throws<ArgumentException>(() => cost.Of([]));
        Assert.Throws<ArgumentException>(() => cost.Of([2]));
        Assert.Throws<ArgumentException>(() => cost.Expected([zeros([1, 3])]));
        Assert.Throws<ArgumentException>(() => cost.Expected([zeros([2, 2])]));
        Assert.Throws<ArgumentException>(() => cost.Expected([]));
    }
}
