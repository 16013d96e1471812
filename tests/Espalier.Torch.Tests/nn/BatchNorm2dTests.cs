using Espalier.Torch.Modules;
using static Espalier.Torch.torch;
using static Espalier.Torch.torch.nn;

namespace Espalier.Torch.Tests;

/// <summary>Batch normalisation against its formula, and when the running statistics move.</summary>
public class BatchNorm2dTests
{
    private static readonly long[] AllButChannels = [0, 2, 3];

    [Fact]
    public void In_training_the_batch_normalises_itself_and_the_statistics_follow()
    {
        using var scope = NewDisposeScope();
        using var layer = Drawn();
        var x = Batch(1);
        var (mean, variance) = Moments(x);
        var unbiased = variance * (50.0 / 49);

        var y = layer.call(x);

        Assert.True(allclose(y, Formula(layer, x, mean, variance), rtol: 1e-4, atol: 1e-5));
        Assert.True(allclose(layer.running_mean!, mean * 0.3, rtol: 1e-4, atol: 1e-6));
        Assert.True(allclose(layer.running_var!, unbiased * 0.3 + 0.7, rtol: 1e-4));
        Assert.Equal(1, layer.state_dict()["num_batches_tracked"].ToInt64());
    }

    [Fact]
    public void In_evaluation_the_running_statistics_normalise_and_stay()
    {
        using var scope = NewDisposeScope();
        using var layer = Drawn();
        layer.call(Batch(1));
        layer.eval();
        var before = State(layer);
        var x = Batch(2);

        var y = layer.call(x);

        Assert.True(allclose(y, Formula(layer, x, layer.running_mean!, layer.running_var!), rtol: 1e-4, atol: 1e-5));
        Assert.All(State(layer).Zip(before), pair => Assert.True(equal(pair.First, pair.Second)));
    }

    [Fact]
    public void Held_statistics_stay_even_when_the_batch_is_not_a_number()
    {
        using var scope = NewDisposeScope();
        using var layer = Drawn();
        using var free = Drawn();
        layer.update_running_stats = false;
        var before = State(layer);

        Assert.True(equal(layer.call(Batch(1)), free.call(Batch(1))));
        layer.call(Batch(1) * double.NaN);

        Assert.All(State(layer).Zip(before), pair => Assert.True(equal(pair.First, pair.Second)));
        layer.update_running_stats = true;
        layer.call(Batch(1));
        Assert.Equal(1, layer.state_dict()["num_batches_tracked"].ToInt64());
    }

    [Fact]
    public void Without_statistics_evaluation_is_as_training()
    {
        using var scope = NewDisposeScope();
        using var layer = BatchNorm2d(3, affine: false, track_running_stats: false);
        var x = Batch(1);
        var trained = layer.call(x);

        layer.eval();

        Assert.True(equal(trained, layer.call(x)));
        Assert.Empty(layer.state_dict());
        Assert.True(allclose(trained.mean(AllButChannels), zeros([3]), atol: 1e-5));
    }

    [Fact]
    public void Batches_are_counted_when_the_statistics_follow_them()
    {
        using var scope = NewDisposeScope();
        using var layer = Drawn();
        using var untracked = BatchNorm2d(3, track_running_stats: false);
        layer.call(Batch(1));
        layer.call(Batch(2));
        layer.eval();
        layer.call(Batch(3));
        layer.train();
        layer.update_running_stats = false;
        layer.call(Batch(4));
        untracked.call(Batch(1));

        Assert.Equal(2, layer.num_batches_tracked!.ToInt64());
        Assert.Same(layer.state_dict()["num_batches_tracked"], layer.num_batches_tracked);
        Assert.Null(untracked.num_batches_tracked);
    }

    private static BatchNorm2d Drawn()
    {
        using var generator = new Generator(6);
        var layer = BatchNorm2d(3, eps: 1e-3, momentum: 0.3);
        init.uniform_(layer.weight!, 0.5, 2, generator);
        init.uniform_(layer.bias!, -1, 1, generator);
        return layer;
    }

    private static Tensor Batch(ulong seed)
    {
        using var generator = new Generator(seed);
        return (randn([2, 3, 5, 5], generator: generator) * 3) + 1;
    }

    private static (Tensor Mean, Tensor Variance) Moments(Tensor x)
    {
        var mean = x.mean(AllButChannels);
        return (mean, (x - mean.view(1, -1, 1, 1)).pow(2).mean(AllButChannels));
    }

    private static Tensor Formula(BatchNorm2d layer, Tensor x, Tensor mean, Tensor variance)
    {
        var normal = (x - mean.view(1, -1, 1, 1)) / (variance + 1e-3).sqrt().view(1, -1, 1, 1);
        return (normal * layer.weight!.view(1, -1, 1, 1)) + layer.bias!.view(1, -1, 1, 1);
    }

    private static Tensor[] State(BatchNorm2d layer) => [.. layer.buffers().Select(buffer => buffer.clone())];
}
