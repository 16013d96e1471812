using static Espalier.Torch.torch;

namespace Espalier.Torch.Tests;

/// <summary>What goes wrong in a C# node reaches the caller of the pass, and nothing stays behind.</summary>
public class CustomFunctionErrorTests
{
    [Fact]
    public void An_exception_in_backward_arrives_with_its_cause() => Leak.None(static () =>
    {
        var cause = new InvalidDataException("the cause");
        Scripted.Script script = (_, gradient) => throw cause;
        var loss = Cube.apply(Scripted.apply(script, Cube.apply(ones([2], requires_grad: true)))).sum();

        var fault = Assert.Throws<TorchException>(() => loss.backward());

        Assert.Same(cause, fault.InnerException);
        Assert.Contains("Scripted", fault.Message, StringComparison.Ordinal);
        Assert.Contains("float32[] cpu", fault.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void The_cause_arrives_on_the_thread_that_went_backward() => Leak.None(static () =>
    {
        Scripted.Script script = (_, _) => throw new InvalidDataException("there");
        var loss = Scripted.apply(script, ones([2], requires_grad: true)).sum();

        OtherThread.Run(() => Assert.IsType<InvalidDataException>(Assert.Throws<TorchException>(() => loss.backward()).InnerException));
        var next = Assert.Throws<TorchException>(() => ones([]).backward());

        Assert.Null(next.InnerException);
    });

    [Fact]
    public void The_cause_passes_through_nested_backwards() => Leak.None(static () =>
    {
        Scripted.Script thrower = (_, _) => throw new InvalidDataException("inside");
        Scripted.Script outer = (_, gradient) =>
        {
            using var recorded = enable_grad();
            Scripted.apply(thrower, ones([1], requires_grad: true)).sum().backward();
            return [gradient];
        };

        var fault = Assert.Throws<TorchException>(() => Scripted.apply(outer, ones([1], requires_grad: true)).sum().backward());

        var between = Assert.IsType<TorchException>(fault.InnerException);
        Assert.IsType<InvalidDataException>(between.InnerException);
    });

    [Fact]
    public void The_cause_passes_from_threads_that_libtorch_takes_for_deep_nesting() => Leak.None(static () =>
    {
        var depth = 0;
        Scripted.Script? dig = null;
        dig = (_, gradient) =>
        {
            using var recorded = enable_grad();
            if (depth++ == 100)
            {
                throw new InvalidDataException("the bottom");
            }

            Scripted.apply(dig!, ones([1], requires_grad: true)).sum().backward();
            return [gradient];
        };

        Exception fault = Assert.Throws<TorchException>(() => Scripted.apply(dig, ones([1], requires_grad: true)).sum().backward());

        while (fault.InnerException is { } inner)
        {
            fault = inner;
        }

        Assert.Equal("the bottom", fault.Message);
        Assert.Equal(101, depth);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void There_are_as_many_gradients_as_inputs(int count) => Leak.None(() =>
    {
        Scripted.Script script = (_, gradient) => [.. Enumerable.Repeat(gradient, count)];
        var loss = Scripted.apply(script, ones([2], requires_grad: true), ones([2])).sum();

        var fault = Assert.Throws<TorchException>(() => loss.backward());

        Assert.Equal($"Scripted has 2 tensor inputs and gave {count} gradients", fault.InnerException!.Message);
    });

    [Fact]
    public void A_gradient_of_another_shape_is_refused() => Leak.None(static () =>
    {
        Scripted.Script script = (_, _) => [ones([3])];
        var loss = Scripted.apply(script, ones([2], requires_grad: true)).sum();

        var fault = Assert.Throws<TorchException>(() => loss.backward());

        Assert.Contains("invalid gradient", fault.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_disposed_gradient_is_refused() => Leak.None(static () =>
    {
        Scripted.Script script = (_, gradient) =>
        {
            var fresh = gradient * 2;
            gradient.Dispose();
            return [fresh, gradient];
        };
        var loss = Scripted.apply(script, ones([2], requires_grad: true), ones([2], requires_grad: true)).sum();

        Assert.IsType<ObjectDisposedException>(Assert.Throws<TorchException>(() => loss.backward()).InnerException);
    });

    [Fact]
    public void Backward_twice_needs_a_retained_graph() => Leak.None(static () =>
    {
        var loss = Cube.apply(ones([2], requires_grad: true));
        var seed = Traceable();
        loss.backward(seed);

        var fault = Assert.Throws<TorchException>(() => loss.backward(seed));

        Assert.Contains("Cube: the saved tensors were freed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("retain_graph", fault.Message, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_saved_tensor_changed_in_place_is_noticed(bool output) => Leak.None(() =>
    {
        var x = ones([2], requires_grad: true) * 2;
        var y = output ? ScaledExponential.apply(1.0, x) : Cube.apply(x);
        (output ? y.detach() : x.detach()).add_(1);

        var fault = Assert.Throws<TorchException>(() => y.backward(Traceable()));

        Assert.Contains("modified by an inplace operation", fault.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void An_exception_in_forward_arrives_as_it_is() => Leak.None(static () =>
    {
        var x = ones([2], requires_grad: true);
        Func<Tensor, List<Tensor>> forward = input => throw new InvalidDataException((input * 2).ToString());

        Assert.Throws<InvalidDataException>(() => Returning.apply(forward, x));

        Assert.True(is_grad_enabled());
    });

    [Fact]
    public void An_output_is_a_fresh_tensor() => Leak.None(static () =>
    {
        var (x, y) = (ones([2], requires_grad: true), ones([2]));
        var doubled = ones([2]);
        Func<Tensor, List<Tensor>> input = given => [given];
        Func<Tensor, List<Tensor>> twice = _ => [doubled, doubled];

        var first = Assert.Throws<TorchException>(() => Returning.apply(input, x));
        var second = Assert.Throws<TorchException>(() => Returning.apply(twice, x));

        Assert.Contains("return a fresh tensor", first.Message, StringComparison.Ordinal);
        Assert.Contains("returned as two outputs", second.Message, StringComparison.Ordinal);
        Assert.False(doubled.requires_grad);
        Assert.Same(y, Returning.apply(input, y)[0]);
        Assert.False(y.IsInvalid);
    });

    [Fact]
    public void Nothing_stays_behind_when_a_graph_is_dropped() => Leak.None(static () =>
    {
        for (var i = 0; i < 200; i++)
        {
            using var scope = NewDisposeScope();
            var x = ones([4], requires_grad: true);
            var y = ScaledExponential.apply(0.5, Cube.apply(x));
            if (i % 2 == 0)
            {
                y.sum().backward();
            }
        }
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_node_goes_with_the_last_tensor_of_its_graph(bool savesOutput)
    {
        using var scope = NewDisposeScope();
        var x = ones([4], requires_grad: true);
        var before = LiveNodes;
        var y = savesOutput ? ScaledExponential.apply(0.5, x) : Cube.apply(x);
        var loss = y.sum();
        Assert.Equal(before + 1, LiveNodes);

        y.Dispose();
        Assert.Equal(before + 1, LiveNodes);
        loss.Dispose();

        Assert.Equal(before, LiveNodes);
    }

    [Fact]
    public void No_node_is_held_where_nothing_is_recorded()
    {
        using var scope = NewDisposeScope();
        var before = LiveNodes;

        Cube.apply(ones([4]));
        Assert.Throws<TorchException>(() => Returning.apply((Func<Tensor, List<Tensor>>)(x => [x]), ones([1], requires_grad: true)));

        Assert.Equal(before, LiveNodes);
    }

    /// <summary>A gradient that leaked would keep the nodes of its own graph.</summary>
    private static Tensor Traceable() => Cube.apply(ones([2], requires_grad: true));
}
