using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>Gradients of chosen inputs, of gradients, and where recording is on or off.</summary>
public class AutogradTests
{
    [Fact]
    public void Grad_leaves_the_leaves_alone()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor([2.0, 3], requires_grad: true), tensor([5.0, 7], requires_grad: true));

        var found = autograd.grad([(x * y).sum()], [x]);

        Assert.Equal([5.0, 7.0], Assert.Single(found).data<double>());
        Assert.Null(x.grad);
        Assert.Null(y.grad);
    }

    [Fact]
    public void Grad_of_a_value_on_the_way_goes_no_further()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0], requires_grad: true);
        var middle = x.pow(2);

        Assert.Equal(12, autograd.grad([middle.pow(3).mul(0.25).sum()], [middle])[0].ToDouble());
        Assert.False(middle.is_leaf);
        Assert.True(x.is_leaf);
    }

    [Fact]
    public void Several_outputs_add_up_with_their_own_weights()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0, 3], requires_grad: true);

        var found = autograd.grad([x.pow(2), x * 10], [x], [tensor([1.0, 1]), tensor([0.5, 2])]);

        Assert.Equal([9.0, 26.0], found[0].data<double>());
    }

    [Fact]
    public void An_unused_input_is_null_where_that_is_allowed()
    {
        using var scope = NewDisposeScope();
        var (x, unused) = (tensor([2.0], requires_grad: true), tensor([5.0], requires_grad: true));

        var found = autograd.grad([x.exp().sum()], [unused, x], allow_unused: true);

        Assert.Null(found[0]);
        Assert.Equal(Math.Exp(2), found[1].ToDouble(), 12);
    }

    [Fact]
    public void A_recorded_gradient_has_a_gradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor([2.0, -1], requires_grad: true);

        var first = autograd.grad([x.pow(4).sum()], [x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x], create_graph: true)[0];
        var third = autograd.grad([second.sum()], [x])[0];

        Assert.Equal([32.0, -4.0], first.data<double>());
        Assert.Equal([48.0, 12.0], second.data<double>());
        Assert.Equal([48.0, -24.0], third.data<double>());
        Assert.False(third.requires_grad);
    }

    [Fact]
    public void Backward_adds_to_what_is_there()
    {
        using var scope = NewDisposeScope();
        var x = tensor([3.0], requires_grad: true);
        var loss = x.pow(2).sum();

        loss.backward(retain_graph: true);
        loss.backward();

        Assert.Equal(12, x.grad!.ToDouble());
        x.grad = null;
        Assert.Null(x.grad);
        x.grad = tensor([1.5]);
        Assert.Equal(1.5, x.grad!.ToDouble());
    }

    [Fact]
    public void A_detached_tensor_shares_memory_and_no_history()
    {
        using var scope = NewDisposeScope();
        var x = tensor([3.0], requires_grad: true);
        var loss = (x * x.detach()).sum();

        loss.backward();

        Assert.Equal(3, x.grad!.ToDouble());
        Assert.False(x.detach().requires_grad);
        x.detach().fill_(8);
        Assert.Equal(8, x.ToDouble());
    }

    [Fact]
    public void Modes_nest_and_end_with_their_blocks()
    {
        using var scope = NewDisposeScope();
        var x = tensor([3.0], requires_grad: true);
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
                using (enable_grad(false))
                {
                    Assert.False(is_grad_enabled());
                }

                Assert.True(is_grad_enabled());
            }

            Assert.False(is_grad_enabled());
        }

        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void An_exception_ends_the_mode()
    {
        Assert.Throws<TorchException>(static () =>
        {
            using var unrecorded = no_grad();
            ones([-1]);
        });

        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void A_mode_belongs_to_its_thread()
    {
        using var unrecorded = no_grad();

        OtherThread.Run(() =>
        {
            Assert.True(is_grad_enabled());
            using var theirs = enable_grad(false);
        });

        Assert.False(is_grad_enabled());
    }
}
