using Espalier.Data;
using Espalier.Kernels;
using Espalier.Kernels.Memory;
using Espalier.Spaces;
using Espalier.Spaces.Darts;

namespace Espalier.Tests.Kernels.Frozen;

/// <summary>Networks of drawn genotypes, frozen, against libtorch's operators in float64.</summary>
public sealed class FrozenNetworkTests
{
    private static readonly DartsSpace Space = new();

    [Theory]
    [InlineData(1, 8, 3, 1, 28, 28, 2)]
    [InlineData(2, 4, 3, 1, 13, 9, 1)]
    [InlineData(3, 12, 4, 3, 15, 16, 1)]
    [InlineData(4, 3, 5, 2, 10, 11, 1)]
    [InlineData(5, 20, 3, 3, 9, 9, 2)]
    [InlineData(6, 5, 3, 1, 8, 8, 1)]
    [InlineData(7, 36, 3, 3, 8, 8, 1)]
    [InlineData(8, 16, 6, 3, 16, 16, 1)]
    public void Logits_and_gradients_are_the_networks(int seed, int channels, int cells, int planes, int height, int width, int stride)
    {
        using var scope = NewDisposeScope();
        var settings = Settings(channels, cells, new ImageShape(planes, height, width)) with { StemStride = stride };
        using var network = Known(seed, settings);
        using var exact = Space.Build(Genotype(seed, settings), settings with { Kernels = KernelPath.Torch });
        exact.load_state_dict(network.state_dict());
        exact.eval();
        Precision.Convert(exact.modules(), ScalarType.Float64);
        using var frozen = network.Freeze()!;
        using var generator = new Generator((ulong)seed);
        var images = rand([5, planes, height, width], generator: generator);
        var weights = randn([5, 7], generator: generator);

        var (logits, gradient) = Both(frozen, images, weights);
        var (right, rightGradient) = Both(exact, images.to(ScalarType.Float64), weights.to(ScalarType.Float64));

        Assert.All(Errors(right, logits), error => Assert.InRange(error, 0, 2e-5));

        // A number before a ReLU may be as near to 0 as rounding, where the gradient passes or not: of that image it is another one.
        Assert.InRange(Errors(rightGradient, gradient).Order().ElementAt(3), 0, 2e-5);

        using var unrecorded = no_grad();
        Assert.True(equal(logits.detach(), frozen.call(images)), "with no way back the logits are others");
    }

    [Fact]
    public void Several_threads_may_pass_at_once_and_nothing_is_left_behind()
    {
        using var scope = NewDisposeScope();
        var settings = Settings(8, 3, new ImageShape(1, 12, 12));
        using var network = Known(1, settings);
        using var generator = new Generator(4);
        var images = rand([6, 1, 12, 12], generator: generator);
        var weights = randn([6, 7], generator: generator);
        var (live, arrays) = (LiveTensorsOfThread, NativeArrays.Live);
        using (var frozen = network.Freeze()!)
        {
            var alone = Numbers(frozen);
            var found = new float[4][];
            Parallel.For(0, found.Length, i => found[i] = Numbers(frozen));
            Assert.All(found, numbers => Assert.Equal(alone, numbers));
        }

        Assert.Equal(live, LiveTensorsOfThread);
        Assert.Equal(arrays, NativeArrays.Live);

        float[] Numbers(Module<Tensor, Tensor> frozen)
        {
            using var own = NewDisposeScope();
            return Both(frozen, images, weights).Gradient.data<float>().ToArray();
        }
    }

    [Fact]
    public void It_keeps_the_numbers_that_it_was_made_with()
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var network = Known(1, Settings(4, 3, new ImageShape(1, 8, 8)));
        using var generator = new Generator(4);
        var images = rand([2, 1, 8, 8], generator: generator);
        using var frozen = network.Freeze()!;
        var before = frozen.call(images);

        foreach (var parameter in network.parameters())
        {
            parameter.mul_(0.5);
        }

        Assert.True(equal(before, frozen.call(images)));
        Assert.False(allclose(before, network.call(images)));
    }

    [Fact]
    public void What_is_in_training_or_computed_by_libtorch_or_watched_is_not_frozen()
    {
        var settings = Settings(4, 3, new ImageShape(1, 8, 8));
        using var network = Known(1, settings);
        using var plain = Space.Build(Genotype(1, settings), settings with { Kernels = KernelPath.Torch });
        plain.eval();

        Assert.Null(plain.Freeze());
        network.train();
        Assert.Null(network.Freeze());
        network.eval();
        using (network.modules().OfType<BatchNorm2d>().Last().register_forward_hook((_, _, _) => { }))
        {
            Assert.Null(network.Freeze());
        }

        using var frozen = network.Freeze();
        Assert.NotNull(frozen);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        using var scope = NewDisposeScope();
        using var network = Known(1, Settings(4, 3, new ImageShape(1, 8, 8)));
        using var frozen = network.Freeze()!;

        Assert.Contains("[N, 1, 8, 8] is needed", Assert.Throws<ArgumentException>(() => frozen.call(zeros([2, 1, 8, 9]))).Message, StringComparison.Ordinal);
    }

    private static NetworkSettings Settings(int channels, int cells, ImageShape input) => new()
    {
        Channels = channels,
        Cells = cells,
        Input = input,
        Classes = 7,
        Statistics = new([.. Enumerable.Repeat(0.4f, input.Channels)], [.. Enumerable.Range(1, input.Channels).Select(i => 0.1f * i)]),
    };

    private static DartsGenotype Genotype(int seed, NetworkSettings settings)
    {
        // Nodes that lead nowhere are computed by libtorch.
        var random = new SeededRandom((ulong)seed);
        while (true)
        {
            var drawn = (DartsGenotype)Space.Sample(random);
            using var network = Space.Build(drawn, settings);
            network.eval();
            using var frozen = network.Freeze();
            if (frozen is not null)
            {
                return drawn;
            }
        }
    }

    /// <summary>A network with batch norms that are not as they begin.</summary>
    private static Network Known(int seed, NetworkSettings settings)
    {
        using var scope = NewDisposeScope();
        using var unrecorded = no_grad();
        using var generator = new Generator((ulong)seed);
        var network = Space.Build(Genotype(seed, settings), settings);
        foreach (var norm in network.modules().OfType<BatchNorm2d>())
        {
            norm.running_mean!.normal_(0, 0.3, generator);
            norm.running_var!.uniform_(0.5, 2, generator);
            norm.weight?.uniform_(-1, 2, generator);
            norm.bias?.normal_(0, 0.3, generator);
        }

        network.eval();
        return network;
    }

    private static (Tensor Logits, Tensor Gradient) Both(Module<Tensor, Tensor> model, Tensor images, Tensor weights)
    {
        var leaf = images.detach().requires_grad_();
        var logits = model.call(leaf);
        return (logits, autograd.grad([logits.mul(weights).sum()], [leaf])[0]);
    }

    /// <summary>The largest difference of each image, as a share of the largest number of all.</summary>
    private static double[] Errors(Tensor right, Tensor found)
    {
        var difference = found.detach().to(ScalarType.Float64).sub(right.detach()).abs().flatten(1).amax([1]);
        return difference.div(right.detach().abs().max()).data<double>().ToArray();
    }
}
