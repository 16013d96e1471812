namespace Espalier.Tests.Kernels.Pooling;

public sealed class Pool3x3Tests
{
    private static readonly (int Channels, int Height, int Width)[] Sizes =
    [
        (4, 1, 1), (16, 1, 1), (8, 2, 2), (4, 3, 2), (16, 2, 3), (8, 5, 7), (16, 8, 6), (48, 4, 5), (16, 1, 9), (24, 9, 1), (32, 11, 12),
    ];

    public static TheoryData<int, int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<int, int, int, int>();
            foreach (var stride in new[] { 1, 2 })
            {
                foreach (var (channels, height, width) in Sizes)
                {
                    data.Add(channels, stride, height, width);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Largest_values_and_their_gradients_are_libtorchs(int channels, int stride, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        AssertLargest(stride, randn([3, channels, height, width], generator: generator));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Among_equals_the_gradient_goes_to_the_first_in_reading_order(int channels, int stride, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        AssertLargest(stride, randint(3, [3, channels, height, width], ScalarType.Float32, generator: generator));
        AssertLargest(stride, zeros([2, channels, height, width]));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Means_and_their_gradients_are_libtorchs(int channels, int stride, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var input = randn([3, channels, height, width], generator: generator).requires_grad_();
        var right = functional.avg_pool2d(input, 3, stride, 1, count_include_pad: false);
        var gradient = randn(right.shape, generator: generator);

        var found = PoolRun.Of(maximum: false, stride, input.detach(), gradient);

        Assert.True(Results.Error(found.Output, right) < 1e-6);
        Assert.True(Results.Error(found.Gradient, autograd.grad([right], [input], [gradient])[0]) < 1e-6);
    }

    /// <summary>Whole numbers arrive, whose sums are exact in any order.</summary>
    private static void AssertLargest(int stride, Tensor values)
    {
        var input = values.requires_grad_();
        var right = functional.max_pool2d(input, 3, stride, 1);
        var gradient = arange(1, right.numel() + 1, ScalarType.Float32).view(right.shape);

        var found = PoolRun.Of(maximum: true, stride, input.detach(), gradient);

        Assert.True(equal(right, found.Output));
        Assert.True(equal(autograd.grad([right], [input], [gradient])[0], found.Gradient));
    }
}
