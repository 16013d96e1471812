using static Espalier.Torch.torch;
using static Espalier.Torch.torch.nn;

namespace Espalier.Torch.Tests;

/// <summary>The live counters, and that nothing the binding does leaves a reference behind.</summary>
public class LeakTests
{
    private static readonly Action<Generator>[] Mixes =
    [
        g => rand([3, 4], generator: g).matmul(rand([4, 2], generator: g)).relu().sum().ToDouble(),
        g => rand([2, 3, 5, 5], generator: g).chunk(3, 1)[1].contiguous(memory_format.channels_last).data<float>(),
        g => cat([.. rand([4, 2], generator: g).unbind()]).view(2, -1).transpose(0, 1).max(0).values.softmax(0),
        g =>
        {
            var weight = rand([4, 3, 3, 3], generator: g, requires_grad: true);
            functional.conv2d(rand([2, 3, 6, 6], generator: g), weight, padding: [1, 1]).pow(2).mean().backward();
            weight.grad!.mul_(2);
            weight.grad = null;
        },
        g =>
        {
            var x = rand([5], generator: g, requires_grad: true);
            var slope = autograd.grad([x.pow(3).sum()], [x], create_graph: true)[0];
            autograd.grad([slope.sum()], [x])[0].data<float>();
        },
        g =>
        {
            using var unrecorded = no_grad();
            rand([5], generator: g).uniform_(-1, 1, g).clamp_(0).sqrt_().copy_(zeros([5])).fill_(3);
        },
        g =>
        {
            using var layer = BatchNorm2d(3);
            using var optimizer = optim.Adam(layer.parameters());
            layer.call(rand([2, 3, 4, 4], generator: g)).sum().backward();
            optimizer.step();
        },
        g => Assert.Throws<TorchException>(() => rand([2, 3], generator: g).mm(rand([2, 3], generator: g))),
        g => g.set_state(g.get_state()),
    ];

    [Fact]
    public void A_thousand_mixed_steps_leave_no_tensor()
    {
        using var generator = new Generator(17);
        var (live, here) = (LiveTensors, LiveTensorsOfThread);

        for (var step = 0; step < 1000; step++)
        {
            using var scope = NewDisposeScope();
            Mixes[step % Mixes.Length](generator);
        }

        Assert.Equal((live, here), (LiveTensors, LiveTensorsOfThread));
    }

    [Fact]
    public void Without_scopes_every_result_is_one_reference()
    {
        var live = LiveTensors;
        using var first = ones([2, 2]);
        using var second = first.add_(1).requires_grad_();
        using var sum = first.sum();

        Assert.Same(first, second);
        Assert.Equal(live + 2, LiveTensors);
        _ = first.shape;
        _ = first.data<float>();
        _ = first.ToString();
        sum.backward();
        using var gradient = first.grad;

        Assert.Equal(live + 3, LiveTensors);
    }

    [Fact]
    public void The_counter_of_a_thread_counts_what_that_thread_does()
    {
        var live = LiveTensors;
        var here = LiveTensorsOfThread;
        Tensor? made = null;

        OtherThread.Run(() =>
        {
            made = ones([2]);
            Assert.Equal(1, LiveTensorsOfThread);
        });
        Assert.Equal((live + 1, here), (LiveTensors, LiveTensorsOfThread));
        made!.Dispose();

        Assert.Equal((live, here - 1), (LiveTensors, LiveTensorsOfThread));
        OtherThread.Run(() => Assert.Equal(0, LiveTensorsOfThread));
    }

    [Theory]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    public void A_tensor_refused_for_its_type_is_freed(ScalarType type)
    {
        using var source = ones([2], type);
        var live = LiveTensors;

        Assert.Throws<TorchException>(() => ones([2], type, requires_grad: true));
        Assert.Throws<TorchException>(() => new Modules.Parameter(source));

        Assert.Equal(live, LiveTensors);
    }

    [Fact]
    public void An_operator_may_give_a_thousand_tensors()
    {
        var live = LiveTensors;
        using (NewDisposeScope())
        {
            var source = arange(0, 1000);

            Assert.Equal(999, source.unbind()[^1].ToInt64());
            Assert.Equal(1000, source.chunk(5000).Length);
        }

        Assert.Equal(live, LiveTensors);
    }
}
